// Whole runs on a few images: events, pause, stop, and resumed runs that end with the same bytes.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { noAugmentation } from '@contract/data/augmentation'
import { runEventSchema, type RunEvent } from '@contract/engine/run-events'
import type { CheckpointInfo } from '@contract/runs/checkpoints'
import { heldOut } from '@contract/runs/held-out'
import type { EpochResult } from '@contract/runs/run-record'
import { networkListingSchema } from '@contract/models/layers/listing'
import { defaultSpec, listingSpec, type RunSpec, wholeDataset } from '@contract/training/run-spec'
import { defaultOptimizer } from '@contract/training/optimizer'
import { defaultSchedule } from '@contract/training/schedule'
import { appendFilters, readFilterHistory } from '../../../telemetry/filter-history-file'
import { readTelemetry } from '../../../telemetry/telemetry-file'
import { RunControl } from './run-control'
import { initialState } from '../../../networks/network'
import { buildNetwork } from '../../../networks/zoo/zoo'
import { readSafetensors } from '../../../networks/export/safetensors'
import { trainRun } from './training-run'

const folders: string[] = []
afterEach(() => Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true }))))

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cnn-lab-run-'))
  folders.push(folder)
  return folder
}

const small: RunSpec = {
  ...defaultSpec('lenet-relu'),
  dataset: { ...wholeDataset('fashion-mnist'), limitTrain: 1000, limitTest: 200 },
  batchSize: 96, // the last batch of an epoch has 40 images
  epochs: 2,
  seed: 5,
}

type React = (event: RunEvent, control: RunControl) => void

/** A run that another one goes on from. */
interface Before {
  readonly folder: string
  readonly lastCheckpoint: CheckpointInfo | null
}

/** Runs a spec; `react` sees every event and may use the control. */
async function run(spec: RunSpec, react: React = () => undefined, before: Before | null = null, untilEpoch: number | null = null) {
  const folder = before?.folder ?? (await newFolder())
  const events: RunEvent[] = []
  const control = new RunControl()
  const emit = (event: RunEvent): void => {
    events.push(runEventSchema.parse(event))
    react(event, control)
  }
  await trainRun(spec, { device: 'cpu', folder, networkFolder: folder, untilEpoch, control, emit })
  const ofType = <T extends RunEvent['type']>(type: T) => events.filter((event): event is Extract<RunEvent, { type: T }> => event.type === type)
  return { folder, events, ofType, lastCheckpoint: ofType('checkpoint').at(-1)?.checkpoint ?? null }
}

let whole: ReturnType<typeof run> | null = null
/** The run of `small` that nothing disturbs, trained once: tests only read it. */
async function wholeRun(): ReturnType<typeof run> {
  whole ??= run(small, undefined, { folder: await mkdtemp(join(tmpdir(), 'cnn-lab-run-')), lastCheckpoint: null })
  return whole
}
afterAll(async () => {
  if (whole) await rm((await whole).folder, { recursive: true, force: true })
})

const parametersOf = ({ folder, lastCheckpoint }: Before): Promise<Buffer> =>
  readFile(join(folder, lastCheckpoint?.folder ?? 'none', 'parameters.safetensors'))

describe('trainRun', () => {
  it('tells of every step and epoch, and learns', async () => {
    const { events, ofType } = await wholeRun()
    expect(events[0]).toMatchObject({ type: 'started', device: 'cpu', parameters: 61_706, stepsPerEpoch: 11 })
    expect(events.at(-1)?.type).toBe('completed')
    const points = ofType('progress').map(({ point }) => point)
    expect(points.at(-1)).toMatchObject({ step: 22, epoch: 2 })
    expect(points.every(({ secondsLeft, rssBytes }) => secondsLeft >= 0 && rssBytes > 1e7)).toBe(true)
    const results = ofType('epoch').map(({ result }) => result)
    expect(results.map(({ epoch }) => epoch)).toEqual([1, 2])
    expect(results[1]?.trainLoss).toBeLessThan(results[0]?.trainLoss ?? 0)
    expect(results[1] && heldOut(results[1]).accuracy).toBeGreaterThan(0.2)
  })

  it('gives the same bytes for the same spec, and others for another seed', async () => {
    const first = await parametersOf(await wholeRun())
    const again = await parametersOf(await run(small))
    const other = await parametersOf(await run({ ...small, seed: 6 }))
    expect(again.equals(first)).toBe(true)
    expect(other.equals(first)).toBe(false)
  })

  it('looks into layers once more where training has diverged', async () => {
    const folder = await newFolder()
    const spec: RunSpec = { ...small, optimizer: { ...small.optimizer, learningRate: 1e30 }, telemetrySteps: 1000 }
    await expect(trainRun(spec, { device: 'cpu', folder, networkFolder: folder, control: new RunControl(), emit: () => undefined })).rejects.toThrow(/^Training diverged/)
    const samples = (await readTelemetry(folder))?.samples ?? []
    expect(samples).toHaveLength(2)
    expect(samples[0]?.figures.notFiniteShare.at(-1)).toBe(0)
    expect(samples[1]?.figures.notFiniteShare.at(-1)).toBe(1)
    expect(samples[1]?.figures.updateRms.every((size) => size === null)).toBe(true)
  })

  it('looks into layers every so many steps without changing a byte, and keeps the same of layers and filters where it was stopped and goes on, with dropout and augmentation', async () => {
    const spec: RunSpec = { ...small, network: { ...defaultSpec('lenet-relu').network, dropout: 0.5 }, augmentation: { ...noAugmentation, flip: 0.5, rotation: 10, brightness: 0.2, mixup: 0.4, cutmix: 1 }, telemetrySteps: 4 }
    const looked = await run(spec)
    const plain = await run({ ...spec, telemetrySteps: null })
    expect((await parametersOf(looked)).equals(await parametersOf(plain))).toBe(true)
    expect(await readTelemetry(plain.folder)).toBeNull()
    const telemetry = await readTelemetry(looked.folder)
    expect(telemetry?.samples.map(({ step }) => step)).toEqual([0, 4, 8, 12, 16, 20])
    expect(telemetry?.layers.slice(0, 2)).toEqual([{ name: 'conv1', kind: 'conv2d' }, { name: 'relu1', kind: 'relu' }])
    expect(telemetry?.samples[0]?.figures.zeroShare[1]).toBeGreaterThan(0.1)
    expect(telemetry?.samples.every(({ figures }) => (figures.updateRms[0] ?? 0) > 0 && (figures.updateRms[0] ?? 0) < (figures.weightRms[0] ?? 0))).toBe(true)

    const stopped = await run(spec, (event, control) => {
      if (event.type === 'progress' && event.point.step >= 6) control.stop()
    })
    expect((await readFilterHistory(stopped.folder))?.epochs).toEqual([0])
    await appendFilters(stopped.folder, 1, new Float32Array(150)) // of a course that the run has left
    const resumed = await run(spec, () => undefined, stopped)
    expect((await parametersOf(resumed)).equals(await parametersOf(looked))).toBe(true)
    expect(await readTelemetry(resumed.folder)).toEqual(telemetry)
    expect(await readFilterHistory(resumed.folder)).toEqual(await readFilterHistory(looked.folder))
  })

  it('keeps the filters of its first convolution before training and at the end of every epoch', async () => {
    const whole = await wholeRun()
    const history = await readFilterHistory(whole.folder)
    expect(history).toMatchObject({ layer: 'conv1', shape: [6, 1, 5, 5], epochs: [0, 1, 2] })
    const trained = (await readSafetensors(join(whole.folder, whole.lastCheckpoint?.folder ?? '', 'parameters.safetensors'))).find(({ name }) => name === 'conv1.weight')
    expect(history?.values.slice(-150)).toEqual(trained?.data)
    const { network: { initializer, initializerScale }, seed } = small
    const drawn = initialState(buildNetwork('lenet-relu', [1, 1, 28, 28], { classes: 10, dropout: 0 }), initializer, seed, initializerScale)
    expect(history?.values.slice(0, 150)).toEqual(drawn.get('conv1.weight'))
  })

  it('fits crafted features by its seed before the first step, and ends with the same bytes where it was stopped and resumed', async () => {
    const layers = [{ layer: 'visualWords', words: 8, step: 9, pyramid: false }, { layer: 'nystroem', components: 10, gamma: 1 }, { layer: 'linear', features: 10 }]
    const listing = networkListingSchema.parse({ name: 'Words', input: [1, 28, 28], initializer: 'xavier-uniform', layers })
    const crafted: RunSpec = { ...listingSpec(listing), dataset: { ...wholeDataset('fashion-mnist'), limitTrain: 130, limitTest: 32 }, batchSize: 64, epochs: 2, seed: 5 }
    const whole = await run(crafted)
    const stopped = await run(crafted, (event, control) => {
      if (event.type === 'progress' && event.point.step >= 2) control.stop()
    })
    expect(stopped.events.at(-1)?.type).toBe('stopped')
    const resumed = await run(crafted, undefined, stopped)
    expect((await parametersOf(resumed)).equals(await parametersOf(whole))).toBe(true)
    const state = async (before: Before) => new Map((await readSafetensors(join(before.folder, before.lastCheckpoint?.folder ?? '', 'parameters.safetensors'))).map(({ name, data }) => [name, data]))
    const [first, other] = [await state(whole), await state(await run({ ...crafted, epochs: 1, seed: 6 }))]
    for (const name of ['words1.codebook', 'nystroem1.landmarks', 'nystroem1.normalization']) {
      expect(first.get(name)?.some((value) => value !== 0), name).toBe(true)
      expect(first.get(name), name).not.toEqual(other.get(name))
    }
  })

  it('says so where there are fewer images than landmarks', async () => {
    const spec = defaultSpec('pixels')
    const few: RunSpec = { ...spec, network: { ...spec.network, kernel: 'nystroem' }, dataset: { ...wholeDataset('fashion-mnist'), limitTrain: 100, limitTest: 50 } }
    await expect(run(few)).rejects.toThrow('needs 300 training images to compare with, and there are 100')
  })

  describe('with patience', () => {
    // With a learning rate this high the loss goes up and down.
    const restless: RunSpec = { ...small, dataset: { ...small.dataset, limitTrain: 300 }, optimizer: defaultOptimizer('momentum', 0.3), epochs: 30, patience: 2 }

    it('ends early, says so, and keeps the best checkpoint', async () => {
      const { folder, events, ofType } = await run(restless)
      const results = ofType('epoch').map(({ result }) => result)
      const best = results.reduce((lowest, result) => (heldOut(result).loss < heldOut(lowest).loss ? result : lowest))
      expect(results.length).toBeLessThan(restless.epochs)
      expect(results.length - best.epoch).toBe(2)
      expect(events.at(-1)).toMatchObject({ type: 'completed', notice: expect.stringContaining(`Stopped early after epoch ${results.length}`) as string })
      const kept = await readdir(join(folder, 'checkpoints'))
      expect(kept.some((name) => name.endsWith(`-epoch-${best.epoch}`))).toBe(true)
    })

    it('ends at the same epoch with the same bytes where it was stopped on the way and resumed, and not again when it has ended', async () => {
      const whole = await run(restless)
      const stopped = await run(restless, (event, control) => {
        if (event.type === 'progress' && event.point.step >= 5) control.stop()
      })
      expect(stopped.events.at(-1)?.type).toBe('stopped')
      const resumed = await run(restless, undefined, stopped)
      const epochs = whole.ofType('epoch').length
      expect(resumed.ofType('epoch').at(-1)?.result.epoch).toBe(epochs)
      expect((await parametersOf(resumed)).equals(await parametersOf(whole))).toBe(true)
      const again = await run(restless, undefined, resumed)
      expect(again.ofType('epoch')).toEqual([])
      expect(again.events.at(-1)).toMatchObject({ type: 'completed', notice: expect.stringContaining('Stopped early') as string })
    })
  })

  it('goes on after stops in the middle of an epoch as if it had not been stopped', async () => {
    const whole = await wholeRun()
    const stopAtOnce: React = (event, control) => {
      if (event.type === 'progress') control.stop()
    }
    const first = await run(small, stopAtOnce)
    const second = await run(small, stopAtOnce, first)
    expect([first, second].map(({ events }) => events.at(-1)?.type)).toEqual(['stopped', 'stopped'])
    expect([first, second].map(({ lastCheckpoint }) => lastCheckpoint?.step)).toEqual([1, 2])
    const resumed = await run(small, undefined, second)
    expect((await parametersOf(resumed)).equals(await parametersOf(whole))).toBe(true)
    // The epoch's training results count the steps before the stops as well.
    const timeless = (result: EpochResult) => ({ ...result, imagesPerSecond: 0, seconds: 0 })
    expect(resumed.ofType('epoch').slice(0, 1).map(({ result }) => timeless(result))).toEqual(whole.ofType('epoch').slice(0, 1).map(({ result }) => timeless(result)))
  })

  it('goes on for more epochs as if it had been begun with them, where the schedule does not follow from their number', async () => {
    const short = await run({ ...small, epochs: 1 })
    const longer = await run(small, undefined, short)
    expect((await parametersOf(longer)).equals(await parametersOf(await wholeRun()))).toBe(true)
    expect(longer.events[0]).toMatchObject({ type: 'started', from: short.lastCheckpoint, notice: null })
    expect(longer.ofType('epoch').map(({ result }) => result.epoch)).toEqual([2])
  })

  it('stops after an epoch, and goes on from there to the bytes of a run that was never stopped, whatever its schedule', async () => {
    const cycle: RunSpec = { ...small, dataset: { ...small.dataset, limitTrain: 300 }, epochs: 3, schedule: defaultSchedule('one-cycle') }
    const first = await run(cycle, undefined, null, 1)
    expect(first.ofType('epoch').map(({ result }) => result.epoch)).toEqual([1])
    expect(first.events.at(-1)?.type).toBe('stopped')
    expect(first.lastCheckpoint).toMatchObject({ epoch: 1, step: 4 })
    const second = await run(cycle, undefined, first, 2)
    expect(second.ofType('epoch').map(({ result }) => result.epoch)).toEqual([2])
    const ended = await run(cycle, undefined, second)
    expect(ended.events.at(-1)?.type).toBe('completed')
    expect((await parametersOf(ended)).equals(await parametersOf(await run(cycle)))).toBe(true)
  })

  it('says so where its schedule changes with the number of epochs', async () => {
    const cosine: RunSpec = { ...small, epochs: 1, schedule: defaultSchedule('cosine') }
    const short = await run(cosine)
    const longer = await run({ ...cosine, epochs: 2 }, undefined, short)
    expect(longer.events[0]).toMatchObject({ notice: expect.stringContaining('its cosine schedule is now that of 2') as string })
  })

  it('takes the optimizer up where it was, in the middle of its schedule', async () => {
    const spec: RunSpec = {
      ...small,
      optimizer: { ...defaultOptimizer('nesterov', 0.02), weightDecay: 1e-3, clipNorm: 2 },
      schedule: { ...defaultSchedule('cosine'), warmupEpochs: 0.5 },
      labelSmoothing: 0.1,
      microBatchSize: 40,
    }
    const stopped = await run(spec, (event, control) => {
      if (event.type === 'progress') control.stop()
    })
    const slotsFile = ({ folder, lastCheckpoint }: Before): string => join(folder, lastCheckpoint?.folder ?? 'none', 'optimizer.safetensors')
    const slots = await readSafetensors(slotsFile(stopped))
    expect(slots.map(({ name }) => name)).toContain('momentum.conv1.weight')
    const [whole, resumed] = [await run(spec), await run(spec, undefined, stopped)]
    expect((await parametersOf(resumed)).equals(await parametersOf(whole))).toBe(true)
    expect((await readFile(slotsFile(resumed))).equals(await readFile(slotsFile(whole)))).toBe(true)
  })

  it('goes on after a stop during an evaluation', async () => {
    const stopped = await run(small, (event, control) => {
      if (event.type === 'evaluating') control.stop()
    })
    expect(stopped.ofType('epoch')).toEqual([])
    const resumed = await run(small, undefined, stopped)
    expect(resumed.ofType('epoch').map(({ result }) => result.epoch)).toEqual([1, 2])
    expect((await parametersOf(resumed)).equals(await parametersOf(await wholeRun()))).toBe(true)
  })

  it('writes checkpoints within an epoch when it is time to', async () => {
    const { ofType, lastCheckpoint } = await run({ ...small, checkpointMinutes: 1e-6 })
    const steps = ofType('progress').map(({ point }) => point.step)
    const checkpoints = ofType('checkpoint').map(({ checkpoint }) => checkpoint)
    expect(checkpoints.map(({ step }) => step)).toEqual(expect.arrayContaining(steps))
    expect(checkpoints.length).toBeGreaterThan(steps.length) // after the last step of an epoch there are two: before the evaluation and after it
    expect(lastCheckpoint).toMatchObject({ epoch: 2, step: 22 })
  })

  it('passes over a damaged checkpoint, says so, and ends with the same bytes', async () => {
    const whole = await wholeRun()
    const stopped = await run(small, (event, control) => {
      if (event.type === 'epoch') control.stop()
    })
    const again = await run(small, (event, control) => {
      if (event.type === 'progress') control.stop()
    }, stopped)
    truncateSync(join(again.folder, again.lastCheckpoint?.folder ?? '', 'parameters.safetensors'), 5)
    const resumed = await run(small, undefined, again)
    expect(resumed.ofType('started')[0]).toMatchObject({
      from: stopped.lastCheckpoint,
      epochs: stopped.ofType('epoch').map(({ result }) => result),
      notice: 'The checkpoint at step 12 cannot be used, because its file parameters.safetensors is of the wrong size; the run goes on from the end of epoch 1 instead.',
    })
    expect((await parametersOf(resumed)).equals(await parametersOf(whole))).toBe(true)
  })

  it('begins again where no checkpoint is whole', async () => {
    const stopped = await run(small, (event, control) => {
      if (event.type === 'progress') control.stop()
    })
    await rm(join(stopped.folder, stopped.lastCheckpoint?.folder ?? '', 'manifest.json'))
    const resumed = await run(small, undefined, stopped)
    const notice = 'The checkpoint at step 1 cannot be used, because its manifest is missing; the run goes on from its beginning instead.'
    expect(resumed.ofType('started')[0]).toMatchObject({ from: null, epochs: [], notice })
    expect((await parametersOf(resumed)).equals(await parametersOf(await wholeRun()))).toBe(true)
  })

  it('only tells of its end where the last checkpoint is that of its end', async () => {
    const whole = await wholeRun()
    const again = await run(small, undefined, whole)
    expect(again.events.map(({ type }) => type)).toEqual(['started', 'completed'])
    expect(again.ofType('started')[0]).toMatchObject({ from: whole.lastCheckpoint, epochs: whole.ofType('epoch').map(({ result }) => result) })
  })

  it('waits while it is paused, with a checkpoint on disk', async () => {
    let waited = 0
    const { events } = await run(small, (event, control) => {
      if (event.type === 'progress' && event.point.step === 1) control.pause()
      if (event.type === 'paused') {
        const since = performance.now()
        setTimeout(() => {
          waited = performance.now() - since
          control.resume()
        }, 50)
      }
    })
    const types = events.map(({ type }) => type)
    expect(types.slice(2, 5)).toEqual(['checkpoint', 'paused', 'resumed'])
    expect(waited).toBeGreaterThan(40)
    expect(types.at(-1)).toBe('completed')
  })

  it('can be stopped while it is paused', async () => {
    const { events } = await run(small, (event, control) => {
      if (event.type === 'started') control.pause()
      if (event.type === 'paused') setTimeout(() => { control.stop() }, 10)
    })
    expect(events.map(({ type }) => type)).toEqual(['started', 'checkpoint', 'paused', 'stopped'])
  })

  it('says so when training diverges', async () => {
    const wild = { ...small, optimizer: { ...small.optimizer, learningRate: 1e30 } }
    await expect(run(wild)).rejects.toThrow(/diverged/)
  })

})
