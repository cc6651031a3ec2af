// Weights of classes make the loss the weighted mean: a class of weight 2 trains as if each of its images stood in the batch twice.
import { expect, it } from 'vitest'
import { madeUpInfo, madeUpSet } from '../../../data/testing/made-up-set'
import { buildLayers } from '../../../networks/build-layers'
import { flatten, linear, relu } from '../../../networks/listing'
import { initialState, type Network } from '../../../networks/network'
import { plainRecipe } from '../../program/training/training-recipe'
import type { ImageSet } from './image-set'
import { expectClose } from '../../testing/expect-close'
import { openTrainer } from './open-trainer'

const info = madeUpInfo(3)
const { train } = madeUpSet(info)
const { channels, height, width } = info
const data: ImageSet = { ...train, channels, height, width }

const network = (batchSize: number): Network => buildLayers('tiny', [batchSize, channels, height, width], [flatten(), linear(8), relu(), linear(3)])

/** Takes one step on these images. */
async function stepOn(images: readonly number[], set: ImageSet, imagesAtOnce: number, microBatches = 1) {
  const net = network(imagesAtOnce)
  const trainer = await openTrainer(net, set, initialState(net, 'xavier-uniform', 1), 1, { ...plainRecipe, microBatches })
  const [result] = await trainer.train([{ number: 0, epoch: 0, images: Uint32Array.from(images), learningRate: 0.1 }])
  const values = new Map([...(await trainer.values())].map(([name, list]) => [name, [...list]] as const))
  await trainer.close()
  return { result, values }
}

/** Labels of neighbouring images are 2, 1, 0, 2, 1 ... */
const images = [0, 1, 2, 3, 4]
const weights = Float32Array.of(0.5, 1, 1)

it.each([
  ['in one go', 5, 1],
  ['in micro-batches, the last of them not full', 2, 3],
])('%s', async (_, imagesAtOnce, microBatches) => {
  expect(images.map((image) => data.labels[image])).toEqual([2, 1, 0, 2, 1])
  // Classes 1 and 2 count twice as much as class 0.
  const weighted = await stepOn(images, { ...data, classWeights: weights }, imagesAtOnce, microBatches)
  const repeated = await stepOn([0, 0, 1, 1, 2, 3, 3, 4, 4], data, 9)
  expect(weighted.result?.loss).toBeCloseTo(repeated.result?.loss ?? NaN, 5)
  for (const [name, list] of repeated.values) expectClose(weighted.values.get(name) ?? [], list, 5, name)
  const plain = await stepOn(images, data, 5)
  expect(Math.abs((plain.result?.loss ?? 0) - (weighted.result?.loss ?? 0))).toBeGreaterThan(1e-4)
  // Accuracy counts images, whatever their weights.
  expect(weighted.result).toMatchObject({ correct: plain.result?.correct, images: 5 })
})
