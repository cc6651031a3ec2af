// A home whose store was lost, emptied or damaged is brought back as far as its folders tell; the damaged database is kept, and nothing gets worse.
import { execFileSync } from 'node:child_process'
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { titleOf } from '@common/words/run-title'
import { checkpointAt } from '@contract/runs/checkpoints'
import { newestFirstChoice } from '@contract/runs/run-query'
import type { RunRecord } from '@contract/runs/run-record'
import type { RunSpec } from '@contract/training/run-spec'
import { writeSealedFolder } from '../files/sealed-folder'
import { HomeFolders } from './home-folders'
import { repairHome } from './repair-home'
import { RunMarkKeeper } from './runs/run-mark-keeper'
import { Database } from './store/database'
import { openDirectStore } from './store/direct-store'
import { mendStore } from './store/mend-store'
import { runMarksFile } from './store/run-marks-file'
import { Store } from './store/store'
import { storeTables, tablesOf } from './store/store-schema'
import { sampleEpoch, samplePoint, sampleSpec, temporaryFolder } from './testing/samples'

/** Writes what the engine leaves at the end of an epoch. */
async function leaveCheckpoint(runFolder: string, spec: RunSpec, epoch: number): Promise<void> {
  const { folder } = checkpointAt(epoch, 10 * epoch)
  mkdirSync(join(runFolder, 'checkpoints'), { recursive: true })
  const state = { epoch, step: 10 * epoch, stepOfEpoch: 0, lossSum: 0, correct: 0, images: 0, epochSeconds: 0, elapsedSeconds: 60 * epoch }
  await writeSealedFolder(join(runFolder, folder), { 'parameters.safetensors': ['values'] }, { spec, state, epochs: Array.from({ length: epoch }, (_, index) => sampleEpoch(index + 1)), plan: null })
}

/** A home with a complete run of two epochs, and one of three that was stopped after its first. */
async function homeWithRuns(): Promise<{ home: string; runs: readonly RunRecord[] }> {
  const home = temporaryFolder()
  const store = new Store(home)
  store.owners.renew({ id: 'me', pid: 2 ** 30, seenAt: Date.now() })
  const runs: RunRecord[] = []
  for (const [epochs, done, status] of [[2, 2, 'completed'], [3, 1, 'stopped']] as const) {
    const spec = sampleSpec({ epochs })
    const run = store.runs.create(spec, `Mine ${epochs}`, 'me')
    const results = Array.from({ length: done }, (_, index) => sampleEpoch(index + 1))
    store.runs.save({ ...run, status, startedAt: run.createdAt, endedAt: run.createdAt, step: 10 * done }, 'me', { epochs: results, points: [samplePoint(1)] })
    for (let epoch = 1; epoch <= done; epoch++) await leaveCheckpoint(join(home, 'runs', run.id), spec, epoch)
    runs.push(store.runs.get(run.id))
  }
  store.owners.leave('me')
  store.close()
  const copy = copyOf(home)
  change(copy, 'ANALYZE') // and the database has what was in its log
  return { home: copy, runs }
}

/** Another home like this one: a closed store still has its files in hand until its statements are collected. */
function copyOf(home: string): string {
  const copy = temporaryFolder()
  cpSync(home, copy, { recursive: true })
  return copy
}

const removeStore = (home: string): void => {
  for (const name of readdirSync(home)) if (name.startsWith('lab.db')) rmSync(join(home, name), { recursive: true })
}

function inStore<T>(home: string, work: (store: Store) => T): T {
  const store = new Store(home)
  try {
    return work(store)
  } finally {
    store.close()
  }
}

/** Changes the database of a home behind the store's back. */
function change(home: string, script: string): void {
  const elsewhere = copyOf(home)
  const database = new Database(join(elsewhere, 'lab.db'))
  database.script(script)
  database.script('PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
  removeStore(home)
  copyFileSync(join(elsewhere, 'lab.db'), join(home, 'lab.db'))
}

function tablesIn(home: string): readonly string[] {
  const database = new Database(join(copyOf(home), 'lab.db'))
  const tables = tablesOf(database)
  database.close()
  return tables
}

const listed = (home: string): readonly string[] => inStore(home, (store) => store.runTable.ids(newestFirstChoice, 0, 100))

describe('runs whose folders are there', () => {
  it('come back with settings, results and place, where the database is gone', async () => {
    const { home, runs } = await homeWithRuns()
    removeStore(home)
    expect(inStore(home, (store) => store.lostRuns.folders(join(home, 'runs')))).toEqual(runs.map(({ id }) => id))
    const { store, runs: { found, notFound } } = repairHome(home)
    expect(store).toEqual({ outcome: 'whole', why: null, kept: null })
    expect(found).toEqual([{ id: runs[0]?.id, folder: runs[0]?.id, epochs: 2, ofEpochs: 2 }, { id: runs[1]?.id, folder: runs[1]?.id, epochs: 1, ofEpochs: 3 }])
    expect(notFound).toEqual([])
    for (const [index, before] of runs.entries()) {
      const now = inStore(home, (opened) => opened.runs.get(before.id))
      expect(now).toMatchObject({ id: before.id, spec: before.spec, epochs: before.epochs, step: before.step, testAccuracy: before.testAccuracy, status: index === 0 ? 'completed' : 'interrupted' })
      expect(now.checkpoint).toEqual(checkpointAt(index === 0 ? 2 : 1, index === 0 ? 20 : 10))
      expect(now.notice).toContain('found again')
    }
    expect(listed(home)).toHaveLength(2)
  })

  it('have their titles, tags, notes and pins from the file beside their checkpoints', async () => {
    const { home, runs: [first, second] } = await homeWithRuns()
    const marks = { title: 'Größer “5×5”', isTitleMade: false, tags: ['good', '好'], note: 'Line\nand line', isPinned: true }
    const id = first?.id ?? ''
    const store = await openDirectStore(home)
    await store.runMarks.title(id, marks.title)
    await store.runMarks.tag([id], marks.tags, [])
    await store.runMarks.note(id, marks.note)
    await store.runMarks.pin([id], true)
    await new RunMarkKeeper(store, new HomeFolders(home)).keep([id, second?.id ?? '', 'lenet-999'])
    await store.close()
    expect(readdirSync(join(home, 'runs', id)).sort()).toEqual(['checkpoints', runMarksFile])
    const found = copyOf(home)
    removeStore(found)
    repairHome(found)
    const now = inStore(found, (opened) => ({ run: opened.runs.get(id), kept: opened.runMarks.kept([id, second?.id ?? '']) }))
    expect(now.kept.map((one) => one.marks)).toEqual([marks, { title: second?.title, isTitleMade: null, tags: [], note: '', isPinned: false }])
    expect(now.run.notice).not.toContain('title')
  })

  it('have a title in the language of today where the lab had made it, in whatever language', async () => {
    const { home, runs: [first] } = await homeWithRuns()
    const id = first?.id ?? ''
    const store = await openDirectStore(home)
    await store.runMarks.title(id, '使用 ReLU 的 LeNet，2 轮', true)
    await new RunMarkKeeper(store, new HomeFolders(home)).keep([id])
    await store.close()
    const found = copyOf(home)
    removeStore(found)
    repairHome(found)
    expect(inStore(found, (opened) => opened.runs.get(id))).toMatchObject({ title: 'LeNet with ReLU, 2 epochs', isTitleMade: true })
  })

  const damages: readonly (readonly [string, (path: string) => void])[] = [
    ['no JSON', (path) => { writeFileSync(path, '{"title": "Mi') }],
    ['of another shape', (path) => { writeFileSync(path, '{"title": 3, "tags": "none"}') }],
    ['endless', (path) => { writeFileSync(path, JSON.stringify({ title: 'Mine', tags: [], note: '', isPinned: false, more: 'x'.repeat(1 << 20) })) }],
    ['a folder', (path) => { mkdirSync(path) }],
    ...(process.platform === 'win32' ? [] : [['a pipe', (path: string) => { execFileSync('mkfifo', [path]) }] as const]),
  ]

  it.each(damages)('are found without it where that file is %s', async (_, damage) => {
    const { home, runs: [first] } = await homeWithRuns()
    removeStore(home)
    damage(join(home, 'runs', first?.id ?? '', runMarksFile))
    expect(repairHome(home).runs.found).toHaveLength(2)
    const run = inStore(home, (store) => store.runs.get(first?.id ?? ''))
    expect(run.title).toBe(titleOf(run.spec))
    expect(run.notice).toContain('title')
  })

  it('are found once, and change nothing that the store knows', async () => {
    const { home, runs } = await homeWithRuns()
    const before = inStore(home, (store) => runs.map(({ id }) => store.runs.get(id)))
    expect(repairHome(home)).toEqual({ store: { outcome: 'whole', why: null, kept: null }, runs: { found: [], notFound: [] } })
    expect(inStore(home, (store) => runs.map(({ id }) => store.runs.get(id)))).toEqual(before)
    removeStore(home)
    repairHome(home)
    expect(repairHome(home).runs.found).toEqual([])
  })

  it('get another id where their own was given away since', async () => {
    const { home, runs: [first] } = await homeWithRuns()
    removeStore(home)
    inStore(home, (store) => {
      store.owners.renew({ id: 'me', pid: process.pid, seenAt: Date.now() })
      const run = store.runs.create(sampleSpec(), 'new', 'me')
      store.runs.save({ ...run, status: 'stopped' }, 'me', { epochs: [], points: [] })
      expect(run.id).toBe(first?.id)
    })
    cpSync(join(home, 'runs', first?.id ?? ''), join(home, 'runs', `${first?.id ?? ''}-before-17`), { recursive: true })
    const { found } = repairHome(home).runs
    const [other, aside] = found
    expect(found).toHaveLength(2)
    expect(other?.folder).toBe(other?.id)
    expect(aside).toMatchObject({ folder: `${first?.id ?? ''}-before-17`, epochs: 2 })
    expect(aside?.id).not.toBe(first?.id)
    expect(existsSync(join(home, 'runs', aside?.id ?? '', 'checkpoints'))).toBe(true)
    expect(inStore(home, (store) => store.runs.get(first?.id ?? '').title)).toBe('new')
  })

  it('are named, and left as they are, where their checkpoints do not tell enough', async () => {
    const { home, runs: [first, second] } = await homeWithRuns()
    removeStore(home)
    truncateSync(join(home, 'runs', second?.id ?? '', checkpointAt(1, 10).folder, 'manifest.json'), 40)
    mkdirSync(join(home, 'runs', 'holiday-pictures'))
    writeFileSync(join(home, 'runs', 'lenet-7'), 'no folder')
    const { found, notFound } = repairHome(home).runs
    expect(found.map(({ id }) => id)).toEqual([first?.id])
    expect(notFound).toEqual([{ folder: second?.id, why: expect.stringContaining('its newest checkpoint cannot be used, because its manifest') as string }])
    expect(existsSync(join(home, 'runs', second?.id ?? ''))).toBe(true)
  })

  it('are taken from the checkpoint before where the newest is damaged', async () => {
    const { home, runs: [first] } = await homeWithRuns()
    removeStore(home)
    rmSync(join(home, 'runs', first?.id ?? '', checkpointAt(2, 20).folder, 'parameters.safetensors'))
    expect(repairHome(home).runs.found[0]).toEqual({ id: first?.id, folder: first?.id, epochs: 1, ofEpochs: 2 })
  })
})

describe('a damaged store', () => {
  const replaced: readonly (readonly [string, (home: string) => void])[] = [
    ['no database', (home) => { writeFileSync(join(home, 'lab.db'), 'no database at all '.repeat(1000)) }],
    ['cut short', (home) => { truncateSync(join(home, 'lab.db'), Math.floor(statSync(join(home, 'lab.db')).size / 2 / 4096) * 4096) }],
    ['a folder', (home) => {
      rmSync(join(home, 'lab.db'))
      mkdirSync(join(home, 'lab.db'))
      writeFileSync(join(home, 'lab.db', 'precious'), '')
    }],
    ['of another program', (home) => {
      removeStore(home)
      change(home, 'CREATE TABLE songs (title TEXT); INSERT INTO songs VALUES (1)')
    }],
    ...(process.platform === 'win32' ? [] : [['a pipe', (home: string) => {
      rmSync(join(home, 'lab.db'))
      execFileSync('mkfifo', [join(home, 'lab.db')])
    }] as const]),
  ]

  it.each(replaced)('that is %s is refused in words, set aside, and its runs are found again', async (_, damage) => {
    const { home, runs } = await homeWithRuns()
    damage(home)
    try {
      inStore(home, (store) => store.runTable.page(newestFirstChoice, { offset: 0, limit: 10 }))
    } catch (error) {
      expect(error).toMatchObject({ remedy: expect.stringContaining('cnn-lab repair') as string })
    }
    const { store, runs: { found } } = repairHome(home)
    expect(store.outcome).toBe('aside')
    expect(existsSync(store.kept ?? '')).toBe(true)
    expect(found.map(({ id }) => id)).toEqual(runs.map(({ id }) => id))
    expect(listed(home)).toHaveLength(2)
    expect(repairHome(home)).toMatchObject({ store: { outcome: 'whole' }, runs: { found: [] } })
  })

  it('without its version is completed, and keeps all that it holds', async () => {
    const { home, runs } = await homeWithRuns()
    change(home, 'PRAGMA user_version = 0')
    expect(() => new Store(home)).toThrow(expect.objectContaining({ code: 'store/damaged', message: expect.stringContaining('does not say of which version') as string, remedy: expect.stringContaining('cnn-lab repair') as string }) as Error)
    const { store, runs: { found } } = repairHome(home)
    expect(store.outcome).toBe('completed')
    expect(found).toEqual([])
    expect(inStore(home, (opened) => runs.map(({ id }) => opened.runs.get(id)))).toEqual(runs)
  })

  it.each(storeTables.filter((name) => name !== 'owners'))('without its table %s says so, and is completed', async (table) => {
    const { home, runs } = await homeWithRuns()
    change(home, `PRAGMA foreign_keys = OFF; DROP TABLE ${table}`)
    expect(() => new Store(home)).toThrow(expect.objectContaining({ code: 'store/damaged', message: expect.stringContaining(`lacks the table ${table}`) as string }) as Error)
    const { store, runs: { found, notFound } } = repairHome(home)
    expect([store.outcome, notFound]).toEqual(['completed', []])
    expect(existsSync(store.kept ?? '')).toBe(true)
    expect(found.map(({ id }) => id)).toEqual(table === 'runs' ? runs.map(({ id }) => id) : [])
    expect(listed(home)).toHaveLength(2)
    expect(tablesIn(home).filter((name) => storeTables.includes(name))).toEqual([...storeTables].sort())
    expect(readdirSync(home).filter((name) => name.includes('mending'))).toEqual([])
  })

  it('that a newer version wrote stays as it is', async () => {
    const { home } = await homeWithRuns()
    change(home, 'PRAGMA user_version = 1000')
    const before = readFileSync(join(home, 'lab.db'))
    expect(() => repairHome(home)).toThrow(expect.objectContaining({ code: 'store/newer', remedy: expect.stringContaining('Update') as string }) as Error)
    expect(readFileSync(join(home, 'lab.db')).equals(before)).toBe(true)
  })

  it('that another process works on stays as it is', async () => {
    const { home } = await homeWithRuns()
    change(home, `INSERT INTO owners VALUES ('window', ${process.ppid}, ${Date.now()})`)
    change(home, 'PRAGMA user_version = 0')
    expect(() => mendStore(home)).toThrow(expect.objectContaining({ code: 'store/busy' }) as Error)
    expect(readdirSync(home).filter((name) => name.includes('damaged'))).toEqual([])
  })
})

it('knows every table that a new store has', () => {
  const home = temporaryFolder()
  inStore(home, () => undefined)
  expect(tablesIn(home).filter((name) => name !== 'run_index')).toEqual([...storeTables].sort())
})
