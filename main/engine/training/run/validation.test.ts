// Runs with images for validation: epochs are judged by them, and the test images are looked at once, at the end.
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { runEventSchema, type RunEvent } from '@contract/engine/run-events'
import { networkListingSchema } from '@contract/models/layers/listing'
import { heldOut } from '@contract/runs/held-out'
import { listingSpec, wholeDataset, type RunSpec } from '@contract/training/run-spec'
import { judgingImages, trainedImages } from '@common/training/used-images'
import { registerDataset } from '../../../data/catalogue'
import { firstImages, type ImageDataset } from '../../../data/dataset'
import { trainingPart } from '../../../data/training-part'
import { madeUpInfo, madeUpSet } from '../../../data/testing/made-up-set'
import { EvaluationFile } from '../../../evaluations/evaluation-file'
import { temporaryFolder } from '../../../files/testing/temporary-folder'
import { evaluate } from '../../questions/evaluate'
import { RunControl } from './run-control'
import { trainRun } from './training-run'

const info = { ...madeUpInfo(5), id: 'made-up-validated', validationImages: 40 }
const { train, test } = madeUpSet(info)
const whole: ImageDataset<Uint8Array> = { info, train, test, validation: firstImages(test, info.validationImages) }
registerDataset(info, { load: () => Promise.resolve(whole), fingerprint: 'made-up' })

const listing = networkListingSchema.parse({ name: 'one layer', input: [3, 40, 32], initializer: 'xavier-uniform', layers: [{ layer: 'flatten' }, { layer: 'linear', features: 5 }] })
const plain: RunSpec = { ...listingSpec(listing), dataset: wholeDataset(info.id), batchSize: 32, epochs: 3, seed: 2 }
const shared: RunSpec = { ...plain, dataset: { ...plain.dataset, validation: 'share', validationShare: 0.2 } }

async function trained(spec: RunSpec, react: (event: RunEvent) => void = () => undefined, folder = temporaryFolder()) {
  const events: RunEvent[] = []
  const emit = (event: RunEvent): void => {
    events.push(runEventSchema.parse(event))
    react(event)
  }
  await trainRun(spec, { device: 'cpu', folder, networkFolder: folder, control: new RunControl(), emit })
  const epochs = events.flatMap((event) => (event.type === 'epoch' ? [event.result] : []))
  const checkpoint = events.findLast((event) => event.type === 'checkpoint')?.checkpoint
  const started = events.find((event) => event.type === 'started')
  if (!checkpoint || !started) throw new Error('the run has not trained')
  return { folder, epochs, checkpoint, stepsPerEpoch: started.stepsPerEpoch, end: events.at(-1) }
}

describe('a run that is validated on a share', () => {
  it('trains on the others alone, in as many steps as is said before, and tells what its last network answers to each of both', async () => {
    const { folder, epochs, checkpoint, stepsPerEpoch, end } = await trained(shared)
    expect([trainedImages(shared.dataset, info), judgingImages(shared.dataset, info), stepsPerEpoch]).toEqual([240, 60, 8])
    expect(epochs.map((result) => Object.keys(result).filter((name) => name.startsWith('test')))).toEqual([[], [], []])
    const ask = (split: 'train' | 'validation' | 'test') => evaluate({ spec: shared, device: 'cpu', networkFolder: folder, folder, checkpoint, split })
    const [ofTrain, ofValidation, ofTest] = [await ask('train'), await ask('validation'), await ask('test')]
    expect([ofTrain.images, ofValidation.images, ofTest.images]).toEqual([240, 60, 150])
    expect(epochs.slice(-1).map((result) => heldOut(result).accuracy)).toEqual([ofValidation.accuracy])
    expect(end).toMatchObject({ type: 'completed', test: { accuracy: ofTest.accuracy } })
  })

  it('has evaluations that name the images by their places among the training images', async () => {
    const { folder, checkpoint } = await trained({ ...shared, epochs: 1 })
    const facts = await evaluate({ spec: { ...shared, epochs: 1 }, device: 'cpu', networkFolder: folder, folder, checkpoint, split: 'validation' })
    const file = new EvaluationFile(join(folder, 'evaluations', `${checkpoint.folder.slice('checkpoints/'.length)}-validation`))
    const { validation } = trainingPart(train, shared)
    expect(file.chosen).toEqual(validation)
    expect([...file.columns.labels]).toEqual([...(validation ?? [])].map((image) => train.labels[image]))
    expect(facts.dataset.chosen?.within).toBe('train')
    const [first = 0] = validation ?? []
    expect(file.lossesByImage()[first]).toBe(file.columns.losses[0])
    expect([file.rowOf(first), file.imageIn(0), file.rowOf(validation?.includes(0) ? 1 : 0)]).toEqual([0, first, null])
  })
})

it('does not touch the test images before the last epoch has ended', async () => {
  const path = join(temporaryFolder(), 'test-images')
  const late = { ...info, id: 'made-up-late' }
  // Whoever opened the file before it is there would end the run with `dataset/unreadable`.
  registerDataset(late, { load: () => Promise.resolve({ ...whole, info: late, test: { ...test, images: { path, offset: 0 } } }), fingerprint: 'late' })
  const spec: RunSpec = { ...shared, dataset: { ...shared.dataset, id: late.id } }
  let ended = 0
  const { end } = await trained(spec, (event) => {
    if (event.type !== 'epoch') return
    expect(existsSync(path)).toBe(false)
    if (++ended === spec.epochs) writeFileSync(path, test.images)
  })
  expect(end).toMatchObject({ type: 'completed', notice: null, test: { loss: expect.any(Number) as number } })
})

it("is judged by the set's own images where the spec asks for them, trains on all others, and is refused where there are none", async () => {
  const own: RunSpec = { ...plain, dataset: { ...plain.dataset, validation: 'own' } }
  const { folder, epochs, checkpoint, stepsPerEpoch } = await trained(own)
  expect(stepsPerEpoch).toBe(10)
  const { images, accuracy, dataset } = await evaluate({ spec: own, device: 'cpu', networkFolder: folder, folder, checkpoint, split: 'validation' })
  expect([images, dataset.chosen, epochs.slice(-1).map((result) => heldOut(result).accuracy)]).toEqual([40, undefined, [accuracy]])
  const without = { ...info, id: 'made-up-without', validationImages: 0 }
  registerDataset(without, { load: () => Promise.resolve({ ...whole, info: without, validation: null }), fingerprint: 'without' })
  await expect(trained({ ...own, dataset: { ...own.dataset, id: without.id } })).rejects.toThrow('has no images for validation of its own')
})

it('stops early by the validation loss, and tests the last network', async () => {
  const { epochs, end } = await trained({ ...shared, epochs: 40, patience: 1, optimizer: { ...shared.optimizer, learningRate: 2 } })
  expect(epochs.length).toBeLessThan(40)
  expect(end).toMatchObject({ notice: expect.stringContaining('the validation loss has not fallen') as string, test: {} })
})

it('goes on from a checkpoint with the same images', async () => {
  const first = await trained({ ...shared, epochs: 1 })
  const longer = await trained(shared, undefined, first.folder)
  const atOnce = await trained(shared)
  expect(longer.epochs.at(-1)).toMatchObject({ ...heldOutOf(atOnce.epochs.at(-1)) })
})

const heldOutOf = (result: Awaited<ReturnType<typeof trained>>['epochs'][number] | undefined) =>
  result && { epoch: result.epoch, trainLoss: result.trainLoss, ...('validationLoss' in result && { validationLoss: result.validationLoss, validationAccuracy: result.validationAccuracy }) }

afterAll(() => {
  registerDataset(info, { load: () => Promise.resolve(whole) }) // as other tests of this process may use the set
})
