// Feeding by chunks: a program that is fed the images of its steps, from memory or a file, ends with the same bytes as one that holds the whole set.
import { noAugmentation, type Augmentation } from '@contract/data/augmentation'
import { defaultOptimizer } from '@contract/training/optimizer'
import { closeSync, ftruncateSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { colourComponents } from '../../../data/augmentation/colour-components'
import { epochOrder } from '../../../data/sampling'
import { madeUpInfo, madeUpSet } from '../../../data/testing/made-up-set'
import { temporaryFolder } from '../../../files/testing/temporary-folder'
import { buildLayers } from '../../../networks/build-layers'
import { batchNorm, conv2d, dropout, flatten, linear, relu } from '../../../networks/listing'
import { initialState, type Network } from '../../../networks/network'
import { Evaluator } from '../../evaluation/evaluator'
import { plainRecipe, type TrainingRecipe } from '../../program/training/training-recipe'
import type { ImageSet } from './image-set'
import { openTrainer } from './open-trainer'
import type { StepToTake } from './trainer'

const info = { ...madeUpInfo(300), trainImages: 90 }
const { channels, height, width } = info
const seed = 4
const inMemory: ImageSet<Uint8Array> = { ...madeUpSet(info).train, channels, height, width, colours: colourComponents(info) }

/** The same images in a file, behind a header. */
function inFile(): ImageSet {
  const path = join(temporaryFolder(), 'images')
  writeFileSync(path, Buffer.concat([Buffer.alloc(16, 0xff), inMemory.images]))
  return { ...inMemory, images: { path, offset: 16 } }
}

const network = (batchSize: number): Network =>
  buildLayers('small', [batchSize, channels, height, width], [conv2d(4, { kernel: 5, stride: 3 }), batchNorm(), relu(), flatten(), dropout(0.5), linear(300)])

/** Two epochs; the last batch of each is not full. */
const steps: readonly StepToTake[] = [0, 1]
  .flatMap((epoch) => epochOrder({ seed, epoch, count: inMemory.count, batchSize: 32 }).map((images) => ({ epoch, images })))
  .map((step, number) => ({ ...step, number, learningRate: 0.05 }))

async function trained(data: ImageSet, recipe: TrainingRecipe, maxResidentBytes?: number) {
  const net = network(32 / recipe.microBatches)
  const trainer = await openTrainer(net, data, initialState(net, 'xavier-uniform', seed), seed, recipe, { ...(maxResidentBytes !== undefined && { maxResidentBytes }) })
  const results = [...(await trainer.train(steps.slice(0, 1))), ...(await trainer.train(steps.slice(1, 4))), ...(await trainer.train(steps.slice(4)))]
  const values = [...(await trainer.values())].map(([name, { buffer }]) => [name, Buffer.from(buffer).toString('base64')])
  await trainer.close()
  return { results, values, isFedByChunks: trainer.stepImageBytes > 0 }
}

const everyAugmentation: Augmentation = {
  ...{ flip: 0.5, flipVertical: 0.5, cropPadding: 3, randomCrop: 0.5, rotation: 20, scale: 0.2, shear: 10, geometryChance: 0.8, brightness: 0.4, contrast: 0.4, saturation: 0.4 },
  ...{ hue: 0.1, colourChance: 0.8, grey: 0.2, pcaColour: 0.1, cutout: 5, erasing: 0.5, mixup: 0.4, cutmix: 1 },
}

const momentum: TrainingRecipe = { ...plainRecipe, optimizer: defaultOptimizer('momentum', 0.05) }

describe('a training program', () => {
  it.each([
    ['as images are', momentum],
    ['in micro-batches', { ...momentum, microBatches: 2 }],
    ['with augmentation', { ...momentum, augmentation: { ...noAugmentation, flip: 0.5, cropPadding: 3, cutout: 5 } }],
    ['with all augmentation, mixed, in micro-batches', { ...momentum, augmentation: everyAugmentation, microBatches: 2 }],
  ])('ends with the same bytes by chunks, from memory and from a file, with dropout: %s', async (_, recipe) => {
    const usual = await trained(inMemory, recipe)
    expect(usual.isFedByChunks).toBe(recipe.augmentation !== noAugmentation)
    for (const [data, limit] of [[inMemory, 0], [inFile(), undefined]] as const) {
      const byChunks = await trained(data, recipe, limit)
      expect(byChunks).toEqual({ ...usual, isFedByChunks: true })
    }
  })

  it('says so where the file of its images ends too early', async () => {
    const data = inFile()
    await expect(trained({ ...data, images: { ...(data.images as { path: string; offset: number }), offset: 20 } }, plainRecipe)).rejects.toMatchObject({ code: 'dataset/truncated' })
  })

  it('needs memory for a chunk of images only, however large their file is', async () => {
    const path = join(temporaryFolder(), 'zeros')
    const count = 300_000
    const file = openSync(path, 'w')
    ftruncateSync(file, count * channels * height * width) // 1.15 GB that take no room on the disk
    closeSync(file)
    const data: ImageSet = { count, channels, height, width, images: { path, offset: 0 }, labels: new Uint16Array(count) }
    const net = network(32)
    const before = process.memoryUsage.rss()
    const trainer = await openTrainer(net, data, initialState(net, 'xavier-uniform', seed), seed, plainRecipe)
    const chunk = (first: number): StepToTake[] =>
      Array.from({ length: 20 }, (_, index) => ({ number: first + index, epoch: 0, images: Uint32Array.from({ length: 32 }, (__, place) => (place * 9000 + (first + index) * 100) % count), learningRate: 0.01 }))
    for (let first = 0; first < 400; first += 20) await trainer.train(chunk(first))
    await trainer.close()
    expect(process.memoryUsage.rss() - before).toBeLessThan(300e6)
  })
})

it('an evaluation by chunks finds the same loss and accuracy, from memory and from a file', async () => {
  const net = network(32)
  const state = initialState(net, 'xavier-uniform', seed)
  const trainer = await openTrainer(net, inMemory, state, seed)
  await trainer.train(steps)
  const evaluated = async (data: ImageSet, limit?: number) => {
    const evaluator = await Evaluator.open(network(16), data, 'cpu', trainer.state, { residentBytes: limit })
    const found = await evaluator.evaluate()
    await evaluator.close()
    return found
  }
  const usual = await evaluated(inMemory)
  expect(usual.loss).toBeGreaterThan(0)
  expect(await evaluated(inMemory, 0)).toEqual(usual)
  expect(await evaluated(inFile())).toEqual(usual)
  await trainer.close()
})
