// A run in the hands of a command line that is suspended: its engine stands still with it, nobody else trains it meanwhile, and both go on together.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'libsql'
import { describe, expect, it } from 'vitest'
import { homeForTraining } from '../../data/testing/home-for-training'
import { temporaryFolder } from '../../files/testing/temporary-folder'
import { CnnLabProcess, kill } from '../testing/cnn-lab-process'
import { computedBy } from '../testing/engine-terminal'
import { jsonLines, Terminal } from '../testing/terminal'

const settings = ['--model', 'lenet-relu', '--optimizer', 'adamw', '--lr', '0.001', '--limit-train', '2000', '--limit-test', '200', '--batch-size', '8', '--epochs', '4', '--seed', '7', '--checkpoint-minutes', '0.01']
const run = 'lenet-relu-1'

type Line = Readonly<Record<string, unknown>>

/** The letter of ps(1) for what a process does: T is suspended. */
const letterOf = (pid: number): string => /\) (\w) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? ''

/**
 * What the command line answers, in this process: a process of its own takes a second to start and more on a busy machine, while an engine that is not suspended may come to
 * the end of its run.
 */
async function asked(home: string, ...args: readonly string[]): Promise<{ readonly code: number; readonly stderr: string; readonly lines: readonly Line[] }> {
  const { exitCode, stdout, stderr } = await new Terminal({}, home).run([...args, '--json'])
  return { code: exitCode, stderr, lines: stdout === '' ? [] : (jsonLines(stdout) as Line[]) }
}

/** A training that has begun, and its engine. */
async function training(home: string): Promise<{ readonly command: CnnLabProcess; readonly engine: number }> {
  const command = new CnnLabProcess(home, 'train', ...settings, '--json')
  await command.line(({ type }) => type === 'checkpoint' || type === 'progress')
  await expect.poll(() => locksIn(home), { timeout: 20_000 }).toHaveLength(1)
  const [engine = 0] = command.engines()
  return { command, engine }
}

/** Locks that somebody holds: one that was given out of hand is empty. */
const locksIn = (home: string): string[] => readdirSync(join(home, 'runs', run)).filter((name) => name.endsWith('.lock') && statSync(join(home, 'runs', run, name)).size > 0)

/** What is in the folder of the run: names, sizes and times. */
function folderOf(home: string): string {
  const ofFolder = (folder: string): string[] => readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? ofFolder(join(folder, entry.name)) : [`${folder}/${entry.name} ${createHash('sha256').update(readFileSync(join(folder, entry.name))).digest('hex')}`]))
  return ofFolder(join(home, 'runs', run)).sort().join('\n')
}

/** Lets the processes of a home seem silent for so long that others take them for dead, and one look. */
async function presumeDead(home: string): Promise<void> {
  const database = new Database(join(home, 'lab.db'))
  database.prepare('UPDATE owners SET seen_at = 0').run()
  database.close()
  const { lines } = await asked(home, 'resume', 'another-run')
  expect(lines).toEqual([])
  expect((await asked(home, 'show', run)).lines[0]).toMatchObject({ status: 'interrupted' })
}

/** The tensors of the last checkpoint of a complete run. */
async function outcome(home: string): Promise<Line> {
  const record = (await asked(home, 'show', run)).lines[0] ?? {}
  expect(record).toMatchObject({ status: 'completed', problem: null })
  expect(locksIn(home)).toEqual([])
  const folder = join(home, 'runs', run, (record.checkpoint as { folder: string }).folder)
  return Object.fromEntries(readdirSync(folder).filter((name) => name.endsWith('.safetensors')).map((name) => [name, createHash('sha256').update(readFileSync(join(folder, name))).digest('hex')]))
}

let reference: Promise<Line> | null = null

/** The outcome of a run that nobody disturbs, trained once. */
function leftAlone(): Promise<Line> {
  reference ??= (async () => {
    const home = temporaryFolder()
    await computedBy(home, 'train', ...settings)
    return outcome(home)
  })()
  return reference
}

describe.skipIf(process.platform !== 'linux')('a training command line that is suspended', () => {
  it('by Ctrl-Z suspends its engine; others are told who has the run, though they take it for dead; it goes on and ends with the same bytes', { timeout: 180_000 }, async () => {
    const home = homeForTraining()
    const { command, engine } = await training(home)
    command.signal('SIGTSTP')
    await expect.poll(() => letterOf(engine)).toBe('T')
    await presumeDead(home)
    const before = folderOf(home)
    const refused = await asked(home, 'resume', run)
    expect(refused.code).toBe(1)
    expect(refused.stderr).toMatch(new RegExp(`^Run ${run} is in the hands of engine process ${engine} on this machine, which is suspended \\(by Ctrl-Z; begun at [-0-9]+ [0-9:]+ by process \\d+\\)\\. Let it go on with \`fg\` in its terminal and stop it there, or end it with \`kill -KILL \\d+ ${engine}\`\\.$`, 'm'))
    const kept = await asked(home, 'remove', run, '--yes')
    expect([kept.code, kept.lines]).toEqual([1, [{ deleted: [], kept: [run], bytes: expect.any(Number) as number }]])
    expect(kept.stderr).toContain(`Run ${run} is in the hands of engine process ${engine} on this machine, which is suspended`)
    expect((await asked(home, 'show', run)).lines[0]).toMatchObject({ status: 'interrupted' })
    expect(folderOf(home)).toBe(before)
    command.signal('SIGCONT')
    expect(await command.exitCode, command.stderr).toBe(0)
    expect(await outcome(home)).toEqual(await leftAlone())
  })

  it('without its engine, as by `kill -STOP`, still has the run', { timeout: 180_000 }, async () => {
    const home = homeForTraining()
    const { command, engine } = await training(home)
    command.signal('SIGSTOP')
    const refused = await asked(home, 'resume', run)
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain(`engine process ${engine} on this machine`)
    process.kill(engine, 'SIGSTOP')
    command.signal('SIGCONT') // goes on, and does not wake an engine that somebody else has suspended
    await sleep(300)
    expect(letterOf(engine)).toBe('T')
    process.kill(engine, 'SIGCONT')
    expect(await command.exitCode, command.stderr).toBe(0)
    expect(await outcome(home)).toEqual(await leftAlone())
  })

  it('and whose run is then taken from it, writes nothing more and says who has it', { timeout: 180_000 }, async () => {
    const home = homeForTraining()
    const { command, engine } = await training(home)
    command.signal('SIGTSTP')
    await expect.poll(() => letterOf(engine)).toBe('T')
    await presumeDead(home)
    for (const name of locksIn(home)) rmSync(join(home, 'runs', run, name)) // what the message for another machine tells to do
    const resuming = new CnnLabProcess(home, 'resume', run, '--json')
    await resuming.line(({ type }) => type === 'progress')
    command.signal('SIGCONT')
    expect(await command.exitCode).toBe(1)
    expect(command.stderr).toMatch(/was taken over by /)
    expect(command.stderr).not.toMatch(/cannot be written|Free some space|report this|^ +at /m)
    expect(await resuming.exitCode, resuming.stderr).toBe(0)
    expect(await outcome(home)).toEqual(await leftAlone())
  })

  it('and is killed without its engine leaves no process that holds the run', { timeout: 180_000 }, async () => {
    const home = homeForTraining()
    const { command, engine } = await training(home)
    command.signal('SIGTSTP')
    await expect.poll(() => letterOf(engine)).toBe('T')
    command.signal('SIGKILL')
    await command.exitCode
    await computedBy(home, 'resume', run)
    await expect.poll(() => existsSync(`/proc/${engine}`) && letterOf(engine) !== 'Z').toBe(false)
    kill(engine)
    expect(await outcome(home)).toEqual(await leftAlone())
  })
})
