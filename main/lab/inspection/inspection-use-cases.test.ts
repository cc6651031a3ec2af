// What a network sees, asked through the lab: of a run's checkpoints and of first weights, for images of the data set and the user's own; what is gone or does not fit is told.
import { mkdtempSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished, vi } from 'vitest'
import type { CheckpointChoice } from '@contract/api/evaluations-api'
import { filterHistoryFile } from '@contract/inspection/filters'
import type { InspectedImage } from '@contract/inspection/inspected-image'
import type { InspectedNetwork } from '@contract/inspection/inspected-network'
import type { MaximizationWanted } from '@contract/inspection/maximization'
import { trainingSize } from '@contract/models/imported-network'
import { networkListingSchema } from '@contract/models/layers/listing'
import { LabError } from '@contract/problem'
import { parametersFile } from '@contract/runs/checkpoints'
import type { LabEvent } from '@contract/runs/events'
import type { RunRecord } from '@contract/runs/run-record'
import { plainPreprocessing, fileSpec, listingSpec, type RunSpec, wholeDataset } from '@contract/training/run-spec'
import { registerDataset } from '../../data/catalogue'
import { madeUpInfo, madeUpSet } from '../../data/testing/made-up-set'
import { encodePng } from '../../files/png'
import { readSafetensors } from '../../networks/export/safetensors'
import { Lab } from '../lab'
import { openDirectStore } from '../store/direct-store'
import { LauncherInProcess } from '../testing/launcher-in-process'

const info = { ...madeUpInfo(4), trainImages: 30, testImages: 20 }
registerDataset(info, { load: () => Promise.resolve(madeUpSet(info)) })

function specOf(layers: readonly object[]): RunSpec {
  const listing = networkListingSchema.parse({ name: 'Small', input: [3, 40, 32], initializer: 'kaiming-normal', layers: [...layers, { layer: 'flatten' }, { layer: 'linear', features: 4 }] })
  return { ...listingSpec(listing), device: 'cpu', dataset: wholeDataset(info.id), preprocessing: plainPreprocessing({ height: 40, width: 32 }), epochs: 4, batchSize: 15 }
}

const spec = specOf([{ layer: 'conv2d', channels: 4, kernel: 5, stride: 4 }, { layer: 'relu' }, { layer: 'conv2d', channels: 6, kernel: 3 }, { layer: 'relu' }])
const first = { layer: 'conv1', shape: [4, 3, 5, 5] } as const
const ofSpec: InspectedNetwork = { of: 'spec', spec }
const image: InspectedImage = { from: 'dataset', split: 'test', index: 7 }
const pixels = madeUpSet(info).test.images.slice(7 * 3840, 8 * 3840)


let lab: Lab
let run: RunRecord
let last: InspectedNetwork
const launcher = new LauncherInProcess()
beforeAll(async () => {
  lab = await Lab.open({ openStore: openDirectStore, home: mkdtempSync(join(tmpdir(), 'cnn-lab-')), launcher })
  const end = new Promise<RunRecord>((resolve) => {
    lab.onEvent((event) => {
      if (event.type === 'run' && event.run.endedAt !== null) resolve(event.run)
    })
  })
  await lab.runs.start(spec, 'to be looked into')
  run = await end
  last = { of: 'run', runId: run.id, checkpoint: 'last' }
})
afterEach(() => {
  vi.restoreAllMocks()
})
afterAll(async () => {
  await lab.close()
  rmSync(lab.folders.home, { recursive: true, force: true, maxRetries: 5 })
})

const codeOf = (work: Promise<unknown>) => work.then(() => 'done', (error: unknown) => (error instanceof LabError ? error.code : error))

it('tells the convolutions of a network and their filters: those of a checkpoint, and those that training begins with', async () => {
  const launched = vi.spyOn(launcher, 'launch')
  const layers = [first, { layer: 'conv2', shape: [6, 4, 3, 3] }]
  expect(await lab.inspection.filterLayers(last)).toEqual(layers)
  expect(await lab.inspection.filterLayers(ofSpec)).toEqual(layers)
  const parameters = await readSafetensors(join(lab.folders.run(run.id), run.checkpoint?.folder ?? '', parametersFile))
  expect(await lab.inspection.filters(last, 'conv2')).toEqual({ layer: 'conv2', shape: [6, 4, 3, 3], values: parameters.find(({ name }) => name === 'conv2.weight')?.data })
  const history = await lab.inspection.filterHistory(run.id)
  expect(history).toMatchObject({ ...first, epochs: [0, 1, 2, 3, 4] })
  expect(await lab.inspection.filters(ofSpec, 'conv1')).toEqual({ ...first, values: history?.values.slice(0, 300) })
  expect(await lab.inspection.filters(last, 'conv1')).toEqual({ ...first, values: history?.values.slice(-300) })
  expect(launched).toHaveBeenCalledOnce()
})

it('says so where a network has no convolution, or none of that name', async () => {
  const plain: InspectedNetwork = { of: 'spec', spec: specOf([]) }
  expect(await lab.inspection.filterLayers(plain)).toEqual([])
  expect(await codeOf(lab.inspection.filters(plain, 'conv1'))).toBe('network/no-convolution')
  await expect(lab.inspection.filters(last, 'conv9')).rejects.toMatchObject({ code: 'network/no-such-layer', message: 'The network has no convolution conv9; it has conv1, conv2.' })
})

it('says so where a network from a file tells other classes apart than the data set has, and shows its filters all the same', async () => {
  const file = await lab.networkFiles.importNetwork(join(import.meta.dirname, '..', '..', 'engine', 'parity', 'exported', 'mobile.onnx'))
  const ofFile = (weights: 'keep' | 'redraw'): InspectedNetwork => {
    const { name, sha256 } = file
    return { of: 'spec', spec: { ...fileSpec({ name, sha256, weights }, trainingSize(file)), dataset: spec.dataset } }
  }
  const [{ layer } = { layer: '' }] = await lab.inspection.filterLayers(ofFile('keep'))
  expect((await lab.inspection.filters(ofFile('keep'), layer)).values.length).toBeGreaterThan(0)
  await expect(lab.inspection.predict(ofFile('keep'), image)).rejects.toMatchObject({ code: 'inspection/other-classes', message: expect.stringContaining('mobile.onnx tells') as string })
  expect(await codeOf(lab.inspection.predict(ofFile('redraw'), image))).toBe('done')
})

it('answers for an image of the data set as for its pixels, alone or among others', async () => {
  const answer = await lab.inspection.predict(last, image)
  expect(answer.probabilities).toHaveLength(4)
  expect(answer.probabilities.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6)
  expect(await lab.inspection.predict(last, { from: 'pixels', pixels })).toEqual(answer)
  const others = await lab.inspection.predictAll(last, [new Uint8Array(3840), pixels, new Uint8Array(3840)])
  expect(others.probabilities).toHaveLength(12)
  for (const [label, share] of answer.probabilities.entries()) expect(others.probabilities[4 + label]).toBeCloseTo(share, 5)
  expect((await lab.inspection.predict(ofSpec, image)).logits).not.toEqual(answer.logits)
})

it('says so where there is no such image, or pixels have another form than the data set', async () => {
  await expect(lab.inspection.predict(last, { ...image, index: 20 })).rejects.toMatchObject({ code: 'dataset/no-such-image', message: 'Made-up set has 20 images in its test split, numbered from 0, and none of number 20.' })
  expect(await codeOf(lab.inspection.predict(last, { ...image, split: 'validation' }))).toBe('dataset/no-such-split')
  await expect(lab.inspection.predict(last, { from: 'pixels', pixels: new Uint8Array(784) })).rejects.toMatchObject({ code: 'inspection/image-size', message: 'The network takes images as those of Made-up set: 3×40×32 pixels (3840 bytes), not 784 bytes.' })
  expect(await codeOf(lab.inspection.predictAll(last, [pixels, new Uint8Array(7)]))).toBe('inspection/image-size')
})

it('asks about layers, reasons and steps with the pixels of the image', async () => {
  const maps = await lab.inspection.layerMaps(last, image, { layers: ['conv1'], mostChannels: 2 })
  expect(maps.layers).toMatchObject([{ layer: 'conv1', kind: 'conv2d', channels: 4 }])
  const answer = await lab.inspection.predict(last, image)
  expect(maps.probabilities[2]).toBeCloseTo(answer.probabilities[2] ?? NaN, 5)
  const wanted = { method: { method: 'gradient' }, class: 3, weights: 'trained' } as const
  const explanation = await lab.inspection.explain(last, image, wanted)
  expect(explanation).toMatchObject({ class: 3, channels: 3, height: 40, width: 32 })
  expect(explanation.logit).toBeCloseTo(answer.logits[3] ?? NaN, 4)
  const [fromPixels, adversary] = await Promise.all([lab.inspection.explain(last, { from: 'pixels', pixels }, wanted), lab.inspection.adversary(last, image)])
  expect(fromPixels).toEqual(explanation)
  expect(adversary.signs).toHaveLength(3840)
  expect(await codeOf(lab.inspection.layerMaps(last, image, { layers: ['conv9'], mostChannels: 2 }))).toBe('network/no-such-layer')
})

it('tells how far a long question is, which can be cancelled and is then asked anew', async () => {
  const told: LabEvent[] = []
  onTestFinished(lab.onEvent((event) => told.push(event)))
  const wanted: MaximizationWanted = { layer: 'conv1', unit: 1, steps: 3, learningRate: 0.05, decay: 0, smoothness: 0, jitter: 0, seed: 1 }
  expect(await lab.inspection.maximize(last, wanted)).toMatchObject({ channels: 3, height: 40, width: 32 })
  expect(told.at(-1)).toEqual({ type: 'inspection-progress', question: 'maximize', done: 3, total: 3 })
  expect(await lab.inspection.cancelInspection()).toBe(false)

  const launched = vi.spyOn(launcher, 'launch')
  const long = lab.inspection.maximize(last, { ...wanted, steps: 400 })
  await vi.waitFor(() => { expect(launched).toHaveBeenCalledOnce() })
  expect(await lab.inspection.cancelInspection()).toBe(true)
  await expect(long).rejects.toMatchObject({ code: 'inspection/cancelled' })
  const [activity, same] = await Promise.all([lab.inspection.unitActivity(last, { split: 'test', images: 5 }), lab.inspection.unitActivity(last, { split: 'test', images: 5 })])
  expect(same).toBe(activity)
  expect(activity).toMatchObject({ images: 5 })
  expect(launched).toHaveBeenCalledTimes(2)
})

it('finds the images that are nearest to one of the sample, which is left out, and to one that is not', async () => {
  const embedding = await lab.inspection.imageFeatures(last, { split: 'test', images: 12 })
  expect(embedding).toMatchObject({ layer: 'relu2', images: 12 })
  expect(embedding).not.toHaveProperty('features')
  const sample = { split: 'test', images: 12 } as const
  const near = await lab.inspection.nearestImages(last, image, sample, 3)
  expect(near).toHaveLength(3)
  expect(near.map(({ index }) => index)).not.toContain(7)
  expect(near.map(({ label }) => label)).toEqual(near.map(({ index }) => madeUpSet(info).test.labels[index]))
  const [same, next] = await lab.inspection.nearestImages(last, { from: 'pixels', pixels }, sample, 2)
  expect(same?.distance).toBeCloseTo(0, 3)
  expect(next?.distance).toBeCloseTo(near[0]?.distance ?? NaN, 3)
  const [outside] = await lab.inspection.nearestImages(last, { ...image, index: 15 }, sample, 1)
  expect(outside?.label).toBe(madeUpSet(info).test.labels[15]) // images of a class are alike in this set
})

it('keeps pictures with a run that there is', async () => {
  const png = new Uint8Array(encodePng({ width: 1, height: 1, channels: 1, pixels: Uint8Array.of(7) }))
  const kept = await lab.inspection.keepPicture(run.id, { title: 'Filters', caption: 'Four of them.', png })
  expect(await lab.inspection.keptPictures(run.id)).toEqual([kept])
  expect(await lab.inspection.dropPicture(run.id, kept.id)).toBe(true)
  expect(await codeOf(lab.inspection.keptPictures('lenet-99'))).toBe('run/unknown')
})

it('says which checkpoints there are where one is not kept, is damaged, or never was', async () => {
  const at = (checkpoint: CheckpointChoice): Promise<unknown> => lab.inspection.filterLayers({ of: 'run', runId: run.id, checkpoint })
  const folder = lab.folders.run(run.id)
  const kept = (await lab.evaluations.keptCheckpoints(run.id)).map(({ epoch }) => epoch)
  const gone = [1, 2, 3].find((epoch) => !kept.includes(epoch)) ?? NaN
  await expect(at(gone)).rejects.toMatchObject({ code: 'run/epoch-not-kept', message: `The checkpoint of epoch ${gone} of run ${run.id} is not kept, or is damaged.`, remedy: expect.stringMatching(/^Kept are those of (epoch \d, )?epoch \d and epoch 4: /) as string })
  expect(await codeOf(at(9))).toBe('run/no-such-epoch')
  expect(await codeOf(lab.inspection.filterLayers({ of: 'run', runId: 'lenet-99', checkpoint: 'last' }))).toBe('run/unknown')
  // A run of an earlier version has no file of filters: those of its checkpoints are its history.
  const history = await lab.inspection.filterHistory(run.id)
  rmSync(join(folder, filterHistoryFile))
  const older = await lab.inspection.filterHistory(run.id)
  expect(older).toMatchObject({ ...first, epochs: kept.toReversed() })
  expect(older?.values.slice(-300)).toEqual(history?.values.slice(-300))
  truncateSync(join(folder, run.checkpoint?.folder ?? '', parametersFile), 5)
  expect(await codeOf(at('last'))).toBe('run/epoch-not-kept')
  rmSync(join(folder, 'checkpoints'), { recursive: true })
  await expect(at('last')).rejects.toMatchObject({ remedy: 'None is kept: train the run again with the same settings, it ends with the same network.' })
  expect(await lab.inspection.filterHistory(run.id)).toBeNull()
})
