// The lab and the command line with the real, built engine process: kill -9 and Ctrl-C cost nothing that a checkpoint has saved.
import { wholeDataset } from '@contract/training/run-spec'
import { heldOut } from '@contract/runs/held-out'
import type { RunRecord } from '@contract/runs/run-record'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { CnnLabProcess } from '../cli/testing/cnn-lab-process'
import { homeForTraining } from '../data/testing/home-for-training'
import type { EngineChannel, EngineLauncher } from './engine-process/channel'
import { forkLauncher } from './engine-process/fork-launcher'
import { Lab } from './lab'
import { openDirectStore } from './store/direct-store'
import { sampleSpec, temporaryFolder } from './testing/samples'

const projectFile = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const engine = projectFile('out/main/engine-process.js')

beforeAll(() => {
  if (!existsSync(engine)) throw new Error(`${engine} is missing: run \`npm run build\` first (\`npm test\` does)`)
})

/** Launches the real engine and remembers its processes. */
class WatchedLauncher implements EngineLauncher {
  readonly channels: EngineChannel[] = []
  readonly #launcher = forkLauncher(engine)

  launch(): EngineChannel {
    const channel = this.#launcher.launch()
    this.channels.push(channel)
    return channel
  }
}

/** The run in the next event that fits. */
function next(lab: Lab, fits: (run: RunRecord) => boolean): Promise<RunRecord> {
  return new Promise((resolve) => {
    const end = lab.onEvent((event) => {
      if (event.type !== 'run' || !fits(event.run)) return
      end()
      resolve(event.run)
    })
  })
}

const ended = (lab: Lab) => next(lab, (run) => run.endedAt !== null)

const spec = sampleSpec({ epochs: 3, dataset: { ...wholeDataset('fashion-mnist'), limitTrain: 2000, limitTest: 500 } })

it('a run whose engine is killed goes on from its checkpoint, and ends exactly as one that was left alone', async () => {
  const launcher = new WatchedLauncher()
  const lab = await Lab.open({ openStore: openDirectStore, home: temporaryFolder(), launcher })
  onTestFinished(() => lab.close())

  const alone = ended(lab)
  await lab.runs.start(spec, 'left alone')
  const reference = await alone
  expect(reference).toMatchObject({ status: 'completed', step: 48, device: 'cpu', parameters: 61_706, stepsPerEpoch: 16 })

  const crash = ended(lab)
  const checkpointed = next(lab, ({ title, checkpoint }) => title === 'killed' && checkpoint !== null)
  const { id } = await lab.runs.start(spec, 'killed')
  await checkpointed
  process.kill(launcher.channels.at(-1)?.pid ?? 0, 'SIGKILL')
  const killed = await crash
  expect(killed).toMatchObject({ id, status: 'interrupted', problem: { code: 'engine/killed' } })
  expect(killed.checkpoint?.epoch).toBeGreaterThanOrEqual(1)

  const end = ended(lab)
  await lab.runs.resume(id)
  const resumed = await end
  expect(resumed).toMatchObject({ id, status: 'completed', step: 48, problem: null })
  const results = (run: RunRecord) =>
    run.epochs.map((result) => ({ epoch: result.epoch, trainLoss: result.trainLoss, trainAccuracy: result.trainAccuracy, ...heldOut(result) }))
  expect(results(resumed)).toEqual(results(reference))
  const parameters = (run: RunRecord) => readFileSync(join(lab.folders.run(run.id), run.checkpoint?.folder ?? '', 'parameters.safetensors'))
  expect(parameters(resumed).equals(parameters(reference))).toBe(true)

  const steps = (await lab.runs.run(id)).points.map(({ step }) => step)
  expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b))
  expect(steps.at(-1)).toBe(48)
})

it('an estimate is measured by the real engine, and holds for the run', async () => {
  const lab = await Lab.open({ openStore: openDirectStore, home: temporaryFolder(), launcher: forkLauncher(engine) })
  onTestFinished(() => lab.close())
  const predicted = await lab.training.estimate(spec, false)
  const measured = await lab.training.estimate(spec, true)
  expect(predicted).toMatchObject({ basis: 'predicted', parameters: 61_706, stepsPerEpoch: 16 })
  expect(predicted.path.map(({ shape }) => shape)).toEqual([[1, 28, 28], [6, 28, 28], [6, 14, 14], [16, 10, 10], [16, 5, 5], [120], [84], [10]])
  expect(measured.basis).toBe('measured')
  // Orders of magnitude only: other programs may keep this machine busy now.
  for (const { seconds, memoryBytes } of [predicted, measured]) {
    expect(seconds).toBeGreaterThan(0.02)
    expect(seconds).toBeLessThan(60)
    expect(memoryBytes).toBeGreaterThan(100e6)
    expect(memoryBytes).toBeLessThan(2e9)
  }
})

// Windows knows no SIGINT that one process could send to another.
it.skipIf(process.platform === 'win32')('Ctrl-C stops `cnn-lab train` with a checkpoint, from which `cnn-lab resume` goes on', async () => {
  const home = homeForTraining()
  const training = new CnnLabProcess(home, 'train', '--epochs', '1', '--limit-train', '12800', '--limit-test', '500', '--json')
  await training.line(({ type }) => type === 'progress')
  training.signal('SIGINT')
  expect(await training.exitCode).toBe(1)
  const stopped = training.lines.at(-1)
  expect(stopped).toMatchObject({ id: 'lenet-relu-1', status: 'stopped', problem: null })
  expect(stopped?.checkpoint).toMatchObject({ epoch: 0, step: stopped?.step })
  expect(stopped?.step).toBeLessThan(100)

  const resuming = new CnnLabProcess(home, 'resume', 'lenet-relu-1', '--json')
  expect(await resuming.exitCode).toBe(0)
  expect(resuming.lines.at(-1)).toMatchObject({ id: 'lenet-relu-1', status: 'completed', step: 100 })
  expect(resuming.lines.at(-1)?.testAccuracy).toBeGreaterThan(0.1) // better than guessing among ten classes
})
