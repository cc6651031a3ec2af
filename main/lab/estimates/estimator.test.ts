// Estimates with a stand-in engine: what is measured, what is predicted, what is shared, and what makes way for a run.
import { defaultOptimizer } from '@contract/training/optimizer'
import { defaultNetworkSettings, fileNetworkSettings } from '@contract/models/networks'
import { LabError } from '@contract/problem'
import { isActive, type RunRecord } from '@contract/runs/run-record'
import { wholeDataset, type RunSpec } from '@contract/training/run-spec'
import { plainAnalysis } from '@contract/models/network-analysis'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { datasetInfo } from '../../data/catalogue'
import { Devices } from '../devices/devices'
import type { EngineChannel } from '../engine-process/channel'
import { Lab } from '../lab'
import { openDirectStore } from '../store/direct-store'
import { HomeFolders } from '../home-folders'
import { ModelUseCases } from '../models/model-use-cases'
import { FakeLauncher, type FakeBehaviour } from '../testing/fake-launcher'
import { sampleEpoch, sampleSpec, temporaryFolder } from '../testing/samples'
import { Estimator } from './estimator'

const spec = sampleSpec({ batchSize: 100, epochs: 2, dataset: { ...wholeDataset('fashion-mnist'), limitTrain: 950, limitTest: 500 } })
/** Launches stand-ins whose GPU hangs in the first step that it is to take. */
class HangingGpu extends FakeLauncher {
  hangs = true
  /** The devices that were to be measured. */
  readonly asked: string[] = []

  override launch(): EngineChannel {
    const channel = super.launch()
    const send = channel.send.bind(channel)
    channel.send = (command) => {
      const measured = command.type === 'ask' && command.question === 'calibrate' ? command.args.device : null
      if (measured !== null) this.asked.push(measured)
      if (!(this.hangs && measured === 'webgpu')) send(command)
    }
    return channel
  }
}

/** An estimator alone, whose patience with a GPU, in milliseconds, is to be changed. */
async function openEstimator(behaviour: FakeBehaviour) {
  const launcher = new HangingGpu(behaviour)
  const patience = { milliseconds: 500 }
  const devices = new Devices(launcher, () => Promise.resolve(true))
  const store = await openDirectStore(temporaryFolder())
  const models = new ModelUseCases({ launcher, folders: new HomeFolders('/nowhere'), devices, checkpoints: store.checkpoints, datasetInfo, run: () => Promise.reject(new Error('there are no runs')) })
  const estimator = new Estimator({
    ...{ devices, store, launcher, networkFolder: '/networks', datasetInfo, summarize: (asked: RunSpec) => models.summarize(asked), isBusy: () => Promise.resolve(false) },
    get gpuLimit() {
      return patience.milliseconds
    },
  })
  onTestFinished(() => {
    estimator.makeWay()
    models.close()
    devices.close()
    return store.close()
  })
  /** From now on its GPU computes, however long a busy machine takes for it. */
  const heal = () => {
    launcher.hangs = false
    patience.milliseconds = 20_000
  }
  return { estimator, devices, store, launcher, patience, heal }
}

/** What the stand-in measures comes to this: 2 epochs of 10 steps of 0.2 s and 500 images of 1 ms. */
const measuredSeconds = 2 * (10 * 0.2 + 500 * 0.001)

async function openTestLab(behaviour: FakeBehaviour = {}, home = temporaryFolder()) {
  const launcher = new FakeLauncher(behaviour)
  const lab = await Lab.open({ openStore: openDirectStore, home, launcher, hasGpuFiles: () => Promise.resolve(true) })
  onTestFinished(() => lab.close())
  return { lab, launcher, home }
}

describe('an estimate', () => {
  it('is predicted at once, then measured when that is asked for, and remembered over a restart', async () => {
    const { lab, launcher, home } = await openTestLab()
    const predicted = await lab.training.estimate(spec, false)
    expect(predicted).toMatchObject({ basis: 'predicted', parameters: 61_706, stepsPerEpoch: 10 })
    expect(predicted.path.map(({ name }) => name)).toEqual(['image', 'conv 6, 5×5', 'max-pool 2×2', 'conv 16, 5×5', 'max-pool 2×2', 'fc 120', 'fc 84', 'fc 10'])
    expect(predicted.seconds).toBeGreaterThan(0)
    const measured = await lab.training.estimate(spec, true)
    expect(measured).toMatchObject({ basis: 'measured', memoryBytes: 5e8 })
    expect(measured.seconds).toBeCloseTo(measuredSeconds, 9)
    expect(await lab.training.estimate(spec, false)).toEqual(measured)
    expect(launcher.channels).toHaveLength(1) // to measure
    await lab.close()
    const again = await openTestLab({}, home)
    expect(await again.lab.training.estimate({ ...spec, seed: 7, epochs: 4 }, false)).toMatchObject({ basis: 'measured', seconds: 2 * measured.seconds })
  })

  it('is that of its own optimizer, clipping, micro-batches, convolution and precision, which need other memory or time', async () => {
    const { lab } = await openTestLab()
    await lab.training.estimate(spec, true)
    const { optimizer, schedule } = spec
    const costly = [{ optimizer: defaultOptimizer('adamw', 0.001) }, { optimizer: { ...optimizer, clipNorm: 1 } }, { microBatchSize: 10 }, { convolution: 'direct' }, { precision: 'mixed' }] as const
    for (const changes of costly) expect((await lab.training.estimate({ ...spec, ...changes }, false)).basis).toBe('predicted')
    const free = [{ optimizer: { ...optimizer, learningRate: 0.2 } }, { schedule: { ...schedule, warmupEpochs: 1 } }]
    for (const changes of free) expect((await lab.training.estimate({ ...spec, ...changes }, false)).basis).toBe('measured')
  })

  it('of another batch size is inferred from what was measured', async () => {
    const { lab } = await openTestLab()
    await lab.training.estimate(spec, true)
    const other = await lab.training.estimate({ ...spec, batchSize: 50 }, false)
    expect(other.basis).toBe('predicted')
    // Half the images a step, so half the time but for what a step costs in any case.
    const { stepsPerEpoch, seconds } = other
    expect(stepsPerEpoch).toBe(19)
    expect(seconds).toBeGreaterThan(2 * 19 * 0.1)
    expect(seconds).toBeLessThan(2 * (19 * 0.2 + 500 * 0.002))
  })

  it('is measured once for all who ask at the same time', async () => {
    const { lab, launcher } = await openTestLab({ answerMilliseconds: 100 })
    const estimates = await Promise.all([1, 2, 3].map(() => lab.training.estimate(spec, true)))
    expect(estimates.map(({ basis }) => basis)).toEqual(['measured', 'measured', 'measured'])
    expect(launcher.channels).toHaveLength(1)
  })

  it('that nobody waits for any more makes way for the latest one', async () => {
    const { lab, launcher } = await openTestLab({ answerMilliseconds: 100 })
    await Promise.all([10, 20, 30].map((batchSize) => lab.models.summarize({ ...spec, batchSize })))
    const estimates = await Promise.all([10, 20, 30].map((batchSize) => lab.training.estimate({ ...spec, batchSize }, true)))
    expect(estimates.map(({ basis }) => basis)).toEqual(['measured', 'predicted', 'measured'])
    expect(launcher.channels).toHaveLength(2)
    expect(launcher.mostAlive).toBe(1)
  })

  it('is not measured while a run trains, and is given up when one starts', async () => {
    const { lab, launcher } = await openTestLab({ answerMilliseconds: 300, stepMilliseconds: 20, stepsPerEpoch: 1000 })
    await lab.models.summarize(spec)
    const pending = lab.training.estimate(spec, true)
    await vi.waitFor(() => {
      expect(launcher.alive).toBe(1)
    })
    const { id } = await lab.runs.start(spec, '')
    expect((await pending).basis).toBe('predicted')
    expect((await lab.training.estimate(spec, true)).basis).toBe('predicted')
    await lab.runs.pause(id)
    expect((await lab.training.estimate(spec, true)).basis).toBe('measured')
  })

  it('learns from a finished run', async () => {
    const { lab } = await openTestLab({ stepsPerEpoch: 20 })
    const { id } = await lab.runs.start(spec, '')
    await vi.waitFor(() => {
      expect(lab.runs.active).toEqual([])
    })
    const { run } = await lab.runs.run(id)
    expect(run.status).toBe('completed')
    await vi.waitFor(async () => {
      // 0.1 s a step; 70 s an epoch, of which 0.95 s are 950 images at 1000 a second
      expect(await lab.training.estimate(spec, false)).toMatchObject({ basis: 'measured', memoryBytes: 3e8 })
    })
    expect((await lab.training.estimate(spec, false)).seconds).toBeCloseTo(2 * (10 * 0.1 + 69.05), 6)
  })

  it('that other programs disturbed is shown, but measured again by the next question, and takes the place of no earlier one', async () => {
    const { lab, launcher } = await openTestLab({ isDisturbed: true })
    expect(await lab.training.estimate(spec, true)).toMatchObject({ basis: 'measured' })
    expect(await lab.training.estimate(spec, false)).toMatchObject({ basis: 'predicted' })
    launcher.behaviour = {}
    const undisturbed = await lab.training.estimate(spec, true)
    launcher.behaviour = { isDisturbed: true }
    expect(await lab.training.measureAgain(spec)).toEqual(undisturbed)
    expect(await lab.training.estimate(spec, false)).toEqual(undisturbed)
  })

  it('does not learn from a run that other programs disturbed', async () => {
    const { lab } = await openTestLab({ stepsPerEpoch: 20, isDisturbed: true })
    const { id } = await lab.runs.start(spec, '')
    await vi.waitFor(async () => {
      expect(lab.runs.active).toEqual([])
      expect((await lab.runs.run(id)).run.status).toBe('completed')
    })
    await lab.runs.close() // waits for what is learnt
    expect((await lab.training.estimate(spec, false)).basis).toBe('predicted')
  })

  it.each(['kill', 'problem'] as const)('whose measuring ends by a %s says why', async (kind) => {
    const { lab, launcher } = await openTestLab()
    await lab.models.summarize(spec)
    launcher.behaviour = { failure: { atStep: 0, kind } }
    const error: unknown = await lab.training.estimate(spec, true).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(LabError)
    expect((error as LabError).code).toBe(kind === 'kill' ? 'engine/killed' : 'training/diverged')
    launcher.behaviour = {}
    expect((await lab.training.estimate(spec, true)).basis).toBe('measured')
  })
})

describe('the overhead of a run', () => {
  it('is the median of what the last runs on the device took beside training, and one pass over the test images', async () => {
    const { estimator, devices, store } = await openEstimator({})
    const cpu = await devices.device('cpu')
    const usual = (await estimator.estimateAside(spec)).overheadSeconds
    expect(usual).toBeGreaterThan(1)
    // An epoch of 10.5 s, of which 9.5 s are 950 images at 100 a second, and 1 s is a pass over the test images.
    const epochs = [{ ...sampleEpoch(1), imagesPerSecond: 100, seconds: 10.5 }]
    await store.owners.renew({ id: 'me', pid: process.pid, seenAt: Date.now() })
    const stored = await store.runs.create(spec, '', 'me')
    const run: RunRecord = { ...stored, status: 'completed', device: 'cpu', threads: cpu.threads, step: 5, epochs }
    for (const besideSeconds of [21, 31, 200, null]) await estimator.learnFrom(run, cpu, besideSeconds)
    const [cost] = await estimator.expectedCosts([spec])
    const pass = (cost?.overheadSeconds ?? 0) - 30
    expect(pass).toBeGreaterThan(0)
    expect(pass).toBeLessThan(usual)
    expect((await estimator.estimateAside(spec)).overheadSeconds).toBeCloseTo(30 + pass)
  })
})

describe('the choice auto', () => {
  const auto = { ...spec, device: 'auto' as const }
  const trained = async (lab: Lab) => {
    const { id } = await lab.runs.start(auto, '')
    return vi.waitFor(async () => {
      const { run } = await lab.runs.run(id)
      expect(isActive(run.status)).toBe(false)
      return run
    }, 10_000)
  }

  it('takes the device that a calibration finds fastest, and remembers it', async () => {
    const { lab, launcher, home } = await openTestLab({ gpu: 'hardware', stepsPerEpoch: 5 }) // too few steps for the run itself to say what it costs
    const run = await trained(lab)
    expect(run).toMatchObject({ status: 'completed', spec: auto, device: 'webgpu', deviceTitle: 'Radeon Fast through WebGPU', deviceBytesBasis: 'counted' })
    expect(run.predictedDeviceBytes).toBeGreaterThan(0)
    // What the estimate says of this device, as a speed.
    const { seconds, stepsPerEpoch } = await lab.training.estimate(auto, false)
    expect(run.predictedImagesPerSecond).toBeGreaterThan((auto.epochs * stepsPerEpoch * auto.batchSize) / seconds)
    expect(run.predictedImagesPerSecond).toBeLessThan((2 * (auto.epochs * stepsPerEpoch * auto.batchSize)) / seconds)
    expect(await lab.training.estimate(auto, false)).toMatchObject({ basis: 'measured', device: 'webgpu', deviceTitle: 'Radeon Fast through WebGPU' })
    const processes = launcher.channels.length
    await trained(lab)
    expect(launcher.channels).toHaveLength(processes + 1) // the run's own
    await lab.close()
    expect(await (await openTestLab({ gpu: 'hardware' }, home)).lab.training.estimate(auto, false)).toMatchObject({ basis: 'measured', device: 'webgpu' })
  })

  it('takes the CPU where that is faster', async () => {
    const { lab } = await openTestLab({ gpu: 'hardware', gpuSpeed: 0.5 })
    expect(await trained(lab)).toMatchObject({ device: 'cpu', deviceBytesBasis: null, predictedDeviceBytes: null })
  })

  it.each([undefined, 'software', 'crash'] as const)('costs nothing where the CPU is alone (GPU: %s)', async (gpu) => {
    const { lab, launcher } = await openTestLab({ ...(gpu && { gpu }) })
    await lab.devices.devices(false)
    const processes = launcher.channels.length
    expect((await trained(lab)).device).toBe('cpu')
    expect(launcher.channels).toHaveLength(processes + 1)
  })

  it('goes on where it began, though another device is faster by now', async () => {
    const { lab, launcher } = await openTestLab({ gpu: 'hardware', gpuSpeed: 0.5, failure: { atStep: 15, kind: 'kill' } })
    const { id, device } = await trained(lab)
    expect(device).toBe('cpu')
    launcher.behaviour = { gpu: 'hardware', gpuSpeed: 100 }
    await lab.runs.resume(id)
    await vi.waitFor(async () => {
      expect((await lab.runs.run(id)).run).toMatchObject({ status: 'completed', device: 'cpu', notice: null })
    })
  })

  it('is stopped while devices are measured for it', async () => {
    const { lab, launcher } = await openTestLab({ gpu: 'hardware', answerMilliseconds: 400 })
    await lab.training.estimate(auto, false) // which looks for devices
    const { id } = await lab.runs.start(auto, '')
    await vi.waitFor(() => {
      expect(launcher.alive).toBe(2) // of the run, of the measurement
    })
    expect((await lab.runs.stop(id)).status).toBe('stopped')
    await vi.waitFor(() => {
      expect(launcher.alive).toBe(0)
    })
  })
})

describe('a GPU that hangs in a step', () => {
  const auto = { ...spec, device: 'auto' as const }
  const calibrations = ({ asked }: HangingGpu) => asked.filter((device) => device === 'webgpu').length

  it('drops out of the choice after a while, and is not waited for again until devices are looked for again', async () => {
    const { estimator, devices, launcher, heal } = await openEstimator({ gpu: 'hardware' })
    expect((await estimator.choose(auto)).name).toBe('cpu')
    expect(calibrations(launcher)).toBe(1)
    expect((await estimator.choose({ ...auto, batchSize: 50 })).name).toBe('cpu')
    expect((await estimator.estimate({ ...auto, batchSize: 25 }, false)).device).toBe('cpu')
    expect(calibrations(launcher)).toBe(1)
    devices.forget()
    heal()
    expect((await estimator.choose({ ...auto, batchSize: 50 })).name).toBe('webgpu')
  })

  it('is said to hang where it was chosen by name, and tried again', async () => {
    const { estimator, heal } = await openEstimator({ gpu: 'hardware' })
    const onGpu = { ...spec, device: 'webgpu' as const }
    const error: unknown = await estimator.estimate(onGpu, true).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'device/hung', message: 'The device did not finish a few steps of this network within 0.5 seconds.' })
    expect((await estimator.estimate(onGpu, false)).basis).toBe('predicted')
    heal()
    expect(await estimator.estimate(onGpu, true)).toMatchObject({ basis: 'measured', device: 'webgpu' })
  })

  it('has as much time as it takes where it is a program on the CPU', async () => {
    const { estimator, launcher, patience } = await openEstimator({ gpu: 'software', answerMilliseconds: 300 })
    launcher.hangs = false
    patience.milliseconds = 1
    expect((await estimator.estimate({ ...spec, device: 'webgpu' }, true)).basis).toBe('measured')
    expect((await estimator.estimate(spec, true)).basis).toBe('measured')
  })
})

describe('a layer table', () => {
  const file = fileNetworkSettings({ name: 'net.onnx', sha256: 'a'.repeat(64), weights: 'keep' })
  const ofFile = (batchSize: number): RunSpec => ({ ...spec, network: file, batchSize })

  it('of a network whose layers are known is computed without an engine process', async () => {
    const { lab, launcher } = await openTestLab({ failure: { atStep: 0, kind: 'exit' } })
    expect(await lab.models.summarize(spec)).toMatchObject({ model: 'lenet-relu', inputShape: [100, 1, 28, 28] })
    expect(await lab.models.analyzeNetwork({ network: defaultNetworkSettings('alexnet'), input: [3, 224, 200], classes: 10, batchSize: 1, settings: plainAnalysis })).toMatchObject({ model: 'alexnet', inputShape: [1, 3, 224, 200] })
    await expect(lab.models.analyzeNetwork({ network: defaultNetworkSettings('alexnet'), input: [1, 28, 28], classes: 10, batchSize: 1, settings: plainAnalysis })).rejects.toMatchObject({ code: 'network/input-too-small' })
    expect(launcher.channels).toHaveLength(0)
  })

  it('of a file is asked for once, from one process that stays at hand', async () => {
    const { lab, launcher } = await openTestLab()
    const [first, second, other] = await Promise.all([lab.models.summarize(ofFile(100)), lab.models.summarize(ofFile(100)), lab.models.analyzeNetwork({ network: file, input: [3, 224, 200], classes: 10, batchSize: 1, settings: plainAnalysis })])
    expect(second).toEqual(first)
    expect(first).toMatchObject({ model: 'file', inputShape: [100, 1, 28, 28] })
    expect(other).toMatchObject({ inputShape: [1, 3, 224, 200] })
    await lab.models.analyzeNetwork({ network: file, input: [1, 28, 28], classes: 10, batchSize: 7, settings: plainAnalysis })
    expect(await lab.models.summarize(ofFile(100))).toBe(first)
    expect(launcher.channels).toHaveLength(1)
  })

  it('of a file is forgotten when many others were asked for since', async () => {
    const { lab } = await openTestLab({ answerMilliseconds: 0 })
    const first = await lab.models.summarize(ofFile(1))
    for (let batchSize = 2; batchSize <= 65; batchSize++) await lab.models.summarize(ofFile(batchSize))
    const again = await lab.models.summarize(ofFile(1))
    expect(again).toEqual(first)
    expect(again).not.toBe(first)
  })

  it('of a file that nobody wants any more is not asked for', async () => {
    const { lab, launcher } = await openTestLab({ answerMilliseconds: 200 })
    await lab.models.summarize(ofFile(1)) // the process is there
    const asked = launcher.commands.length
    const estimates = await Promise.allSettled([2, 3, 4, 5, 6].map((batchSize) => lab.training.estimate(ofFile(batchSize), false)))
    expect(estimates.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'rejected', 'fulfilled'])
    // The engine had begun the first one; three others it never heard of.
    expect(launcher.commands.slice(asked).map((command) => command.type === 'ask' && command.question)).toEqual(['summarize', 'summarize'])
  })

  it('that fails is asked for again, in a new process', async () => {
    const { lab, launcher } = await openTestLab({ failure: { atStep: 0, kind: 'exit' } })
    const failures = await Promise.allSettled([lab.models.summarize(ofFile(100)), lab.models.analyzeNetwork({ network: file, input: [1, 28, 28], classes: 10, batchSize: 1, settings: plainAnalysis })])
    expect(failures.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    launcher.behaviour = {}
    expect(await lab.models.summarize(ofFile(100))).toMatchObject({ total: { parameters: 61_706 } })
    expect(launcher.channels).toHaveLength(3) // one for each that failed
  })

  it('that is never going to come is given up when the lab is closed', async () => {
    const { lab } = await openTestLab({ answerMilliseconds: 60_000 })
    const pending = lab.models.summarize(ofFile(100)).catch((reason: unknown) => reason)
    await lab.close()
    expect(await pending).toMatchObject({ code: 'lab/closed' })
  })
})
