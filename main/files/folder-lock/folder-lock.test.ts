// A folder is in the hands of one process at a time: locks of processes that are gone are recognised, and whoever has lost one notices.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../testing/temporary-folder'
import { breakLock, FolderHeld, FolderLock, holderOf, LockLost } from './folder-lock'
import { thisProcess, type ProcessIdentity } from './process-identity'

/** Writes the lock of another process. */
function lockOf(folder: string, number: number, identity: Partial<ProcessIdentity>): void {
  writeFileSync(join(folder, `engine-${number}.lock`), JSON.stringify({ version: 1, token: 'of another', since: '2026-11-29T18:55:03.000Z', ...thisProcess(), ...identity }))
}

/** The number of a process that has been. */
const gonePid = (): number => spawnSync(process.execPath, ['-e', '']).pid

async function refusal(folder: string): Promise<FolderHeld> {
  const error: unknown = await FolderLock.acquire(folder).catch((thrown: unknown) => thrown)
  if (!(error instanceof FolderHeld)) throw new Error('the folder was taken in hand')
  return error
}

it('is held until it is released', async () => {
  const folder = temporaryFolder()
  const lock = await FolderLock.acquire(folder)
  expect(holderOf(folder)).toMatchObject({ pid: process.pid, state: 'living', lock: join(folder, 'engine-1.lock') })
  expect((await refusal(folder)).holder).toMatchObject({ pid: process.pid })
  lock.assertHeld()
  lock.release()
  expect(holderOf(folder)).toBeNull()
  const next = await FolderLock.acquire(folder)
  expect(holderOf(folder)).toMatchObject({ lock: join(folder, 'engine-2.lock') })
  next.release()
})

it('counts on after it was released: a number that was taken once is never free again', async () => {
  const folder = temporaryFolder()
  for (const number of [1, 2, 3]) {
    const lock = await FolderLock.acquire(folder)
    lock.release()
    expect(readdirSync(folder)).toEqual([`engine-${number}.lock`])
  }
})

it('takes over from a process that is gone, whose number another one has, or whose machine has started anew', async () => {
  for (const gone of [{ pid: gonePid() }, { start: '1' }, { boot: 'an earlier one' }]) {
    const folder = temporaryFolder()
    lockOf(folder, 3, gone)
    writeFileSync(join(folder, 'engine-3.lock.its-token.writing'), '{')
    expect(holderOf(folder)).toBeNull()
    const lock = await FolderLock.acquire(folder)
    expect(readdirSync(folder)).toEqual(['engine-4.lock'])
    lock.assertHeld()
    lock.release()
  }
})

it('is refused where a process of another machine or container has the folder in hand', async () => {
  for (const place of [{ machine: 'another', host: 'ada', boot: 'its own' }, { numbering: 'pid:[1]' }]) {
    const folder = temporaryFolder()
    lockOf(folder, 1, place)
    expect((await refusal(folder)).holder).toMatchObject({ state: 'elsewhere', ...place })
    expect(readdirSync(folder)).toEqual(['engine-1.lock'])
  }
})

it.each([['nothing', ''], ['no JSON', '{'], ['another version', '{"version":2}']])('takes over where a lock holds %s, and where a folder has its name', async (_, content) => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'engine-1.lock'), content)
  mkdirSync(join(folder, 'engine-2.lock'))
  const lock = await FolderLock.acquire(folder)
  expect(readdirSync(folder)).toEqual(['engine-3.lock'])
  lock.release()
})

it('is lost when another process takes the folder over, and when the lock or the folder is removed', async () => {
  const folder = temporaryFolder()
  const lost = (lock: FolderLock): unknown => {
    try {
      lock.assertHeld()
      return null
    } catch (error) {
      return error
    }
  }
  const first = await FolderLock.acquire(folder)
  breakLock(folder)
  expect(lost(first)).toMatchObject({ successor: null })
  const second = await FolderLock.acquire(folder)
  expect(lost(first)).toBeInstanceOf(LockLost) // though its own number is there again
  first.release()
  second.assertHeld()
  lockOf(folder, 2, { machine: 'another', host: 'ada' })
  expect(lost(second)).toMatchObject({ successor: { host: 'ada', state: 'elsewhere' } })
  const removed = join(folder, 'removed')
  mkdirSync(removed)
  const third = await FolderLock.acquire(removed)
  rmSync(removed, { recursive: true })
  expect(lost(third)).toMatchObject({ successor: null })
})

it.skipIf(process.platform === 'win32')('kills an orphan: a suspended process whose parent is gone would hold the folder for ever', async () => {
  const folder = temporaryFolder()
  const parent = spawn('sh', ['-c', 'sleep 30 & echo $!; wait'])
  const [line] = (await once(parent.stdout, 'data')) as [Buffer]
  const pid = Number(line.toString())
  onTestFinished(() => void spawnSync('kill', ['-KILL', String(pid)]))
  lockOf(folder, 1, { pid, parent: parent.pid ?? 0, start: startOf(pid) })
  expect(holderOf(folder)).toMatchObject({ pid, state: 'living' })
  process.kill(pid, 'SIGSTOP')
  await expect.poll(() => holderOf(folder)?.state).toBe('suspended')
  expect((await refusal(folder)).holder.state).toBe('suspended')
  parent.kill('SIGKILL')
  await expect.poll(() => holderOf(folder)).toBeNull()
  ;(await FolderLock.acquire(folder)).release()
  await expect.poll(() => spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim().replace(/^Z.*/, '')).toBe('')
})

/** The start of a process as its own identity has it. */
function startOf(pid: number): string {
  if (process.platform !== 'linux') return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } }).stdout.trim()
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

/** Takes the folder in hand again and again; two at once would meet at the file `inside`. Killed at any moment, too. */
const contender = `
import { FolderHeld, FolderLock } from './folder-lock.mjs'
import { readFileSync, writeFileSync } from 'node:fs'
const [folder, until] = [process.argv[2], Date.now() + Number(process.argv[3])]
const lives = (pid) => { try { process.kill(pid, 0); return !/ [ZX] /.test(readFileSync('/proc/' + pid + '/stat', 'utf8').split(')')[1].slice(0, 3)) } catch { return false } }
const inside = folder + '/../inside'
let turns = 0
while (Date.now() < until) {
  let lock
  try { lock = await FolderLock.acquire(folder) } catch (error) { if (error instanceof FolderHeld) { await new Promise((resolve) => setTimeout(resolve, 1)); continue } throw error }
  try {
    const before = Number(readFileSync(inside, 'utf8'))
    if (before !== 0 && lives(before)) { console.log('two at once'); process.exit(1) }
    writeFileSync(inside, String(process.pid))
    for (const end = performance.now() + Math.random() * 3; performance.now() < end;);
    lock.assertHeld()
    writeFileSync(inside, '0')
    turns++
  } finally { lock.release() }
}
console.log(turns)
`

it.skipIf(process.platform !== 'linux')('is held by one of many processes at a time, some of which are killed', { timeout: 120_000 }, async () => {
  const place = temporaryFolder()
  await build({
    ...{ configFile: false, logLevel: 'silent' },
    build: { ssr: fileURLToPath(new URL('folder-lock.ts', import.meta.url)), outDir: place, emptyOutDir: false, rolldownOptions: { output: { entryFileNames: 'folder-lock.mjs' } } },
    ssr: { noExternal: true },
  })
  writeFileSync(join(place, 'contender.mjs'), contender)
  writeFileSync(join(place, 'inside'), '0')
  const folder = join(place, 'run')
  mkdirSync(folder)
  const started = (): Promise<string> => {
    const child = spawn(process.execPath, [join(place, 'contender.mjs'), folder, '3000'], { stdio: ['ignore', 'pipe', 'pipe'] })
    const said: string[] = []
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk.toString()))
    return once(child, 'close').then(([, signal]) => (signal === null ? said.join('').trim() : 'killed'))
  }
  const endings = Array.from({ length: 5 }, started)
  for (let kills = 0; kills < 8; kills++) {
    await sleep(250)
    const inside = Number(readFileSync(join(place, 'inside'), 'utf8'))
    if (inside === 0) continue
    try {
      process.kill(inside, 'SIGKILL')
      endings.push(started())
    } catch {
      // It has just ended.
    }
  }
  const said = await Promise.all(endings)
  expect(said.filter((words) => words !== 'killed' && !/^\d+$/.test(words))).toEqual([])
  expect(said.reduce((sum, words) => sum + (Number(words) || 0), 0)).toBeGreaterThan(20)
})
