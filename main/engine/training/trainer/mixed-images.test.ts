// Training on mixed images: loss, correct answers and the update are what plain loops find by the formulas of mixup's authors, whole and in micro-batches.
import { noAugmentation } from '@contract/data/augmentation'
import { defaultOptimizer } from '@contract/training/optimizer'
import { expect, it } from 'vitest'
import { buildLayers } from '../../../networks/build-layers'
import { flatten, linear } from '../../../networks/listing'
import { initialState } from '../../../networks/network'
import { plainRecipe, type TrainingRecipe } from '../../program/training/training-recipe'
import { planOf, StepDrawer } from '../drawing/step-draws'
import type { ImageSet } from './image-set'
import { openTrainer } from './open-trainer'

const [count, pixels, classes, seed, rate] = [10, 48, 3, 5, 0.3]
const data: ImageSet<Uint8Array> = {
  ...{ count, channels: 1, height: 6, width: 8 },
  images: Uint8Array.from({ length: count * pixels }, (_, at) => (at * 67) % 256),
  labels: Uint8Array.from({ length: count }, (_, image) => image % classes),
}
/** Two places of the batch of eight stay empty. */
const step = { number: 3, epoch: 1, images: Uint32Array.of(9, 0, 4, 2, 7, 1), learningRate: rate }

type Vector = readonly number[]
/** Loss of one image and its gradient by the logits, for one label. */
type Loss = (logits: Vector, label: number) => { readonly loss: number; readonly gradient: Vector }

const crossEntropy = (smoothing: number): Loss => (logits, label) => {
  const sum = logits.reduce((total, value) => total + Math.exp(value), 0)
  const logs = logits.map((value) => value - Math.log(sum))
  const target = logits.map((_, k) => (k === label ? 1 - smoothing : 0) + smoothing / classes)
  return { loss: -logs.reduce((total, value, k) => total + value * (target[k] ?? 0), 0), gradient: logs.map((value, k) => Math.exp(value) - (target[k] ?? 0)) }
}
const squaredHinge: Loss = (logits, label) => {
  const margins = logits.map((value, k) => Math.max(0, 1 - (k === label ? value : -value)))
  return { loss: margins.reduce((total, margin) => total + margin * margin, 0), gradient: margins.map((margin, k) => (k === label ? -2 : 2) * margin) }
}

it.each<[string, Partial<TrainingRecipe>, Loss, Float32Array?]>([
  ['cross-entropy', {}, crossEntropy(0)],
  ['label smoothing', { labelSmoothing: 0.2 }, crossEntropy(0.2)],
  ['squared hinge', { loss: 'squared-hinge' }, squaredHinge],
  ['weighted classes', {}, crossEntropy(0), Float32Array.of(0.5, 1, 3)],
  ['micro-batches', { microBatches: 2 }, crossEntropy(0)],
  ['CutMix', { augmentation: { ...noAugmentation, cutmix: 1 } }, crossEntropy(0)],
])('mixes labels: %s', async (_, changes, loss, classWeights) => {
  const recipe: TrainingRecipe = { ...plainRecipe, optimizer: defaultOptimizer('sgd', rate), augmentation: { ...noAugmentation, mixup: 0.8 }, ...changes }
  const network = buildLayers('tiny', [8 / recipe.microBatches, 1, 6, 8], [flatten(), linear(classes)])
  const [weight, bias] = [...initialState(network, 'xavier-uniform', seed).values()]
  const trainer = await openTrainer(network, { ...data, ...(classWeights && { classWeights }) }, initialState(network, 'xavier-uniform', seed), seed, recipe)
  const [result] = await trainer.train([step])
  const after = await trainer.values()

  const { images, mixing } = new StepDrawer(planOf(seed, [], recipe.augmentation, data, true)).draw(step)
  const found = { loss: 0, correct: 0, images: 6, weight: Array.from(weight ?? []), bias: Array.from(bias ?? []) }
  const partners = step.images.map((_image, place) => step.images[mixing?.partners[place] ?? 0] ?? 0)
  /** The part of the loss that each label has: its class's weight among those of all own labels, or of all partners. */
  const weightsOf = (taken: Uint32Array): number[] => {
    const weights = Array.from(taken, (image) => classWeights?.[data.labels[image] ?? 0] ?? 1)
    return weights.map((value) => value / weights.reduce((sum, one) => sum + one))
  }
  const [ownWeights, partnerWeights] = [weightsOf(step.images), weightsOf(partners)]
  step.images.forEach((image, place) => {
    const x = Array.from(images?.subarray(place * pixels, (place + 1) * pixels) ?? [], (value) => value / 255)
    const logits = Array.from({ length: classes }, (__, k) => x.reduce((sum, value, at) => sum + value * (weight?.[k * pixels + at] ?? 0), bias?.[k] ?? 0))
    const answer = logits.indexOf(Math.max(...logits))
    const partner = partners[place] ?? 0
    const share = mixing?.share ?? NaN
    for (const [of, part, counted] of [[image, share, ownWeights[place] ?? 0], [partner, 1 - share, partnerWeights[place] ?? 0]] as const) {
      const label = data.labels[of] ?? 0
      const { loss: own, gradient } = loss(logits, label)
      found.loss += part * counted * own
      found.correct += label === answer ? part : 0
      gradient.forEach((slope, k) => {
        x.forEach((value, at) => (found.weight[k * pixels + at] = (found.weight[k * pixels + at] ?? 0) - rate * part * counted * slope * value))
        found.bias[k] = (found.bias[k] ?? 0) - rate * part * counted * slope
      })
    }
  })
  await trainer.close()
  expect(mixing?.share).toBeGreaterThan(0.01)
  expect(mixing?.share).toBeLessThan(0.99)
  expect(result?.loss).toBeCloseTo(found.loss, 5)
  if (!classWeights) expect(result?.correct).toBeCloseTo(found.correct, 5)
  const [weightAfter, biasAfter] = [...after.values()]
  weightAfter?.forEach((value, at) => {
    expect(value).toBeCloseTo(found.weight[at] ?? NaN, 5)
  })
  biasAfter?.forEach((value, at) => {
    expect(value).toBeCloseTo(found.bias[at] ?? NaN, 5)
  })
})
