// Explanations and adversarial steps against PyTorch (explanations.json, made by pytorch_explanations.py), to 1e-4 of the largest value.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { explain as question } from '@contract/engine/questions/explain'
import type { Explanation, ExplanationMethod } from '@contract/inspection/explanation'
import { networkListingSchema } from '@contract/models/layers/listing'
import { defaultSpec, listingSpec, type RunSpec } from '@contract/training/run-spec'
import { loadDataset } from '../../data/catalogue'
import { conv2d, dropout, flatten, linear, maxPool2d, relu } from '../../networks/listing'
import { OpenedNetworks } from '../inspection/opened-networks'
import { adversary } from '../questions/adversary'
import { explain } from '../questions/explain'

const numbers = z.array(z.number())
const networkSchema = z.strictObject({
  /** Edge in pixels to which images are resized. */
  size: z.int(),
  /** Factor on the first weights. */
  scale: z.number(),
  /** Number of the training image. */
  image: z.int(),
  /** Class that is explained; null: the answer. */
  class: z.int().nullable(),
  answer: z.int(),
  logits: numbers,
  gradient: numbers,
  gradientTimesInput: numbers,
  smoothGrad: numbers,
  integratedGradients: numbers,
  /** By the name of the convolution. */
  gradCam: z.record(z.string(), numbers),
  occlusion: numbers,
  /** Of the gradient of the answer's loss by each pixel; `.`: too small to be certain in float32. */
  signs: z.string(),
  /** Probabilities after `signStep` steps. */
  afterSteps: numbers,
  /** The gradient with the first weights of the next seed. */
  randomisedGradient: numbers,
})
const names = ['lenet', 'lenet-relu', 'small-alexnet'] as const
const reference = z
  .strictObject({
    smoothGrad: z.strictObject({ samples: z.int(), noise: z.number(), seed: z.int() }),
    integrationSteps: z.int(),
    occlusion: z.strictObject({ patch: z.int(), stride: z.int() }),
    signStep: z.int(),
    networks: z.record(z.enum(names), networkSchema),
  })
  .parse(JSON.parse(readFileSync(new URL('explanations.json', import.meta.url), 'utf8')))

const smallAlexnet = networkListingSchema.parse({
  name: 'Small AlexNet',
  input: [1, 64, 64],
  initializer: 'xavier-uniform',
  layers: [
    conv2d(8, { kernel: 5, stride: 2, padding: 1 }), relu(), maxPool2d({ kernel: 3, stride: 2 }),
    conv2d(16, { kernel: 5, padding: 2 }), relu(), maxPool2d({ kernel: 3, stride: 2 }),
    conv2d(24, { kernel: 3, padding: 1 }), relu(), conv2d(16, { kernel: 3, padding: 1 }), relu(), maxPool2d({ kernel: 3, stride: 2 }),
    flatten(), linear(32), relu(), dropout(0.5), linear(10),
  ],
})

const specs: Readonly<Record<(typeof names)[number], RunSpec>> = {
  lenet: defaultSpec('lenet'),
  'lenet-relu': defaultSpec('lenet-relu'),
  'small-alexnet': listingSpec(smallAlexnet),
}

const opened = new OpenedNetworks()
afterAll(() => opened.close())

let images: Uint8Array
beforeAll(async () => {
  const { train } = await loadDataset('fashion-mnist', { limitTrain: 16, limitTest: 1 })
  if (!(train.images instanceof Uint8Array)) throw new Error('the test needs images in memory')
  images = train.images
})

describe.each(names)('%s', (name) => {
  const expected = reference.networks[name]
  const spec: RunSpec = { ...specs[name], seed: 0, network: { ...specs[name].network, initializer: 'xavier-uniform', initializerScale: expected.scale } }
  const asked = () => ({ spec, networkFolder: '/no-networks-from-files', trained: null, opened, pixels: images.slice(expected.image * 784, (expected.image + 1) * 784) })
  const explained = async (method: ExplanationMethod, weights: 'trained' | 'randomised' = 'trained'): Promise<Explanation> =>
    question.answer.parse(await explain({ ...asked(), method, class: expected.class, weights }))

  it('gradients by the pixels, and their means over noise and over the way from black', async () => {
    const answer = await explained({ method: 'gradient' })
    expect(answer.class).toBe(expected.class ?? expected.answer)
    expect(answer.logit).toBeCloseTo(expected.logits[answer.class] ?? NaN, 4)
    expectSame(answer.values, expected.gradient)
    expectSame((await explained({ method: 'gradient-times-input' })).values, expected.gradientTimesInput)
    expectSame((await explained({ method: 'smooth-grad', ...reference.smoothGrad })).values, expected.smoothGrad)
    expectSame((await explained({ method: 'integrated-gradients', steps: reference.integrationSteps })).values, expected.integratedGradients)
    expectSame((await explained({ method: 'gradient' }, 'randomised')).values, expected.randomisedGradient)
  })

  it('Grad-CAM of every convolution', async () => {
    for (const [layer, map] of Object.entries(expected.gradCam)) expectSame((await explained({ method: 'grad-cam', layer })).values, map)
  })

  it('occlusion', async () => {
    expectSame((await explained({ method: 'occlusion', ...reference.occlusion })).values, expected.occlusion)
  })

  it('signs of the gradient of the loss, and the answers after steps along them', async () => {
    const { class: answer, signs, probabilities } = await adversary(asked())
    expect(answer).toBe(expected.answer)
    const written = expected.signs.split('').map((sign, at) => (sign === '.' ? '.' : signOf(signs[at] ?? NaN)))
    expect(written.join('')).toBe(expected.signs)
    const [classes, step] = [expected.logits.length, reference.signStep]
    expected.afterSteps.forEach((probability, label) => {
      expect(probabilities[step * classes + label]).toBeCloseTo(probability, 3)
    })
  })
})

const signOf = (sign: number): string => (sign === 0 ? '0' : sign > 0 ? '+' : '-')

/** To 1e-4 of the largest value. */
function expectSame(found: Float32Array, expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length)
  const largest = Math.max(...expected.map(Math.abs))
  expect(largest).toBeGreaterThan(0)
  const deviation = expected.reduce((most, value, at) => Math.max(most, Math.abs((found[at] ?? NaN) - value)), 0)
  expect(deviation / largest).toBeLessThan(1e-4)
}
