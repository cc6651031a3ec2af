// Runs that are killed, again and again, at any moment: resumed, they end with the very bytes of a run that was left alone.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFailed } from 'vitest'
import { homeForTraining } from '../../data/testing/home-for-training'
import { temporaryFolder } from '../../files/testing/temporary-folder'
import { fillUniform, streams } from '@common/randomness/stream'
import { CnnLabProcess, kill, signal } from '../testing/cnn-lab-process'
import { computedBy, endOfCommand } from '../testing/engine-terminal'
import { answerOf } from '../testing/terminal'

/** Everything on that draws numbers or carries state from step to step; checkpoints whenever a chunk of steps is done. */
const settings = [
  ...['--model', 'lenet-relu', '--dropout', '0.5', '--flip', '--crop-padding', '3', '--cutout', '6'],
  ...['--optimizer', 'momentum', '--momentum', '0.9', '--lr', '0.02', '--weight-decay', '0.0001', '--clip-norm', '1', '--schedule', 'cosine'],
  ...['--limit-train', '1200', '--limit-test', '100', '--batch-size', '8', '--epochs', '3', '--seed', '7', '--checkpoint-minutes', '0.0001'],
]
const run = 'lenet-relu-1'

/** Everything that a run has ended with: its state byte for byte, and its results but for the times. */
interface Outcome {
  readonly sha256: Readonly<Record<string, string>>
  readonly epochs: readonly unknown[]
}

type Line = Readonly<Record<string, unknown>>

/** The run as `cnn-lab show` tells of it. */
const show = async (home: string): Promise<Line> => (await answerOf(home, 'show', run))[0] ?? {}

/** What a completed run has ended with. */
async function outcome(home: string): Promise<Outcome> {
  const record = await show(home)
  expect(record).toMatchObject({ id: run, status: 'completed', step: 450, problem: null })
  const { checkpoint, epochs } = record as { checkpoint: { folder: string }; epochs: Record<string, number>[] }
  const folder = join(home, 'runs', run, checkpoint.folder)
  const tensors = readdirSync(folder).filter((name) => name.endsWith('.safetensors'))
  expect(tensors.sort()).toEqual(['optimizer.safetensors', 'parameters.safetensors'])
  return {
    sha256: Object.fromEntries(tensors.map((name) => [name, createHash('sha256').update(readFileSync(join(folder, name))).digest('hex')])),
    epochs: epochs.map(({ epoch, trainLoss, trainAccuracy, testLoss, testAccuracy }) => ({ epoch, trainLoss, trainAccuracy, testLoss, testAccuracy })),
  }
}

let reference: Promise<Outcome> | null = null

/** The outcome of a run that nobody disturbs, trained once. */
function leftAlone(): Promise<Outcome> {
  reference ??= (async () => {
    const home = temporaryFolder()
    await computedBy(home, 'train', ...settings)
    return outcome(home)
  })()
  return reference
}

/** Lets a run go on to its end, if it has not reached that already. @returns what was said on standard error */
async function toTheEnd(home: string): Promise<string> {
  if ((await show(home)).status === 'completed') return ''
  const { exitCode, stderr } = await endOfCommand(home, 'resume', run)
  expect(exitCode, stderr).toBe(0)
  return stderr
}

/** Starts the run, or goes on with it, and waits until it trains. @returns null where it is at its end: an engine may do its last steps after its command line has gone */
async function start(home: string): Promise<{ readonly training: CnnLabProcess; readonly engines: readonly number[] } | null> {
  const isNew = !existsSync(join(home, 'runs', run))
  const training = new CnnLabProcess(home, ...(isNew ? ['train', ...settings] : ['resume', run]), '--json')
  try {
    await training.line(({ type }) => type === 'progress')
  } catch (error) {
    if (!isNew && String(error).includes(' is complete.')) return null
    throw error
  }
  return { training, engines: training.engines() }
}

/** Random numbers in [0, 1), different ones every time; a failed test prints the seed, which CNN_LAB_KILL_SEED repeats. */
function chance(): () => number {
  const seed = Number(process.env.CNN_LAB_KILL_SEED ?? Date.now() % 2 ** 32)
  onTestFailed(() => {
    console.error(`to kill at the same moments: CNN_LAB_KILL_SEED=${seed}`)
  })
  const values = new Float32Array(1000)
  fillUniform({ seed, stream: streams.shuffling, a: 0, b: 0 }, values)
  let next = 0
  return () => values[next++] ?? 0
}

const checkpointsIn = (home: string): string[] => {
  const folder = join(home, 'runs', run, 'checkpoints')
  return existsSync(folder) ? readdirSync(folder).sort() : []
}
const isHalfWritten = (name: string): boolean => name.startsWith('writing-')

// Windows has no signal that kills a process at once.
describe.skipIf(process.platform === 'win32')('a run that is killed', () => {
  it('at random moments, with its command line and alone', { timeout: 180_000 }, async () => {
    const random = chance()
    const home = homeForTraining()
    let kills = 0
    for (let round = 0; round < 3; round++) {
      const started = await start(home)
      if (!started) break
      const { training, engines } = started
      await Promise.race([training.exitCode, sleep(random() * 400)])
      if (round % 2 === 0) training.kill()
      else engines.forEach(kill)
      if ((await training.exitCode) === 0) break // a fast machine was at the end already
      kills++
    }
    expect(kills).toBeGreaterThan(0)
    await toTheEnd(home)
    expect(await outcome(home)).toEqual(await leftAlone())
  })

  it('in the middle of writing a checkpoint', { timeout: 180_000 }, async () => {
    const random = chance()
    const home = homeForTraining()
    let halfWritten = 0
    for (let round = 0; round < 2; round++) {
      const started = await start(home)
      if (!started) break
      const { training, engines } = started
      // Other names than those that the last round has left: this round is writing.
      const known = checkpointsIn(home)
      const isWriting = (): boolean => checkpointsIn(home).some((name) => isHalfWritten(name) && !known.includes(name))
      // An engine that is suspended cannot finish what it writes before it is killed.
      while (training.engines().length > 0) {
        if (isWriting()) {
          const until = performance.now() + round * random() * 4
          while (performance.now() < until);
          engines.forEach((pid) => { signal(pid, 'SIGSTOP') })
          if (isWriting()) break
          engines.forEach((pid) => { signal(pid, 'SIGCONT') })
        }
        await sleep(0)
      }
      engines.forEach(kill)
      training.kill()
      if ((await training.exitCode) === 0) break
      if (isWriting()) halfWritten++
    }
    expect(halfWritten).toBeGreaterThan(0)
    await toTheEnd(home)
    expect(await outcome(home)).toEqual(await leftAlone())
  })

  it('and whose newest checkpoint is then damaged, goes on from the one before, and says so', { timeout: 180_000 }, async () => {
    const home = homeForTraining()
    const started = await start(home)
    if (!started) throw new Error('a run that has just begun is at its end')
    const { training } = started
    await training.line(({ type, result }) => type === 'epoch' && (result as { epoch: number }).epoch === 1)
    await training.line(({ type, point }) => type === 'progress' && (point as { step: number }).step > 151)
    training.kill()
    await training.exitCode
    const newest = checkpointsIn(home).filter((name) => !isHalfWritten(name)).at(-1) ?? ''
    const parameters = join(home, 'runs', run, 'checkpoints', newest, 'parameters.safetensors')
    const bytes = readFileSync(parameters)
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1
    writeFileSync(parameters, bytes)
    const stderr = await toTheEnd(home)
    expect(await outcome(home)).toEqual(await leftAlone())
    const { notice } = await show(home)
    expect(notice).toMatch(/^The checkpoint at .* cannot be used, because its file parameters\.safetensors does not match its checksum; the run goes on from /)
    expect(stderr).toContain(notice)
  })
})
