// Explanations of tiny networks are what plain loops over their weights give; of a network that bends, integrated gradients are complete.
import { describe, expect, it } from 'vitest'
import { explain as question } from '@contract/engine/questions/explain'
import type { Explanation, ExplanationMethod } from '@contract/inspection/explanation'
import type { LayerInput } from '@contract/models/layers/layer'
import { registerDataset } from '../../data/catalogue'
import { conv2d, flatten, linear, relu } from '../../networks/listing'
import { OpenedNetworks } from '../inspection/opened-networks'
import { tinyInfo, tinyNetwork, tinyPixels, tinyState, valuesOf } from '../inspection/testing/tiny-networks'
import { explain } from './explain'

const pixels = Uint8Array.from(tinyPixels(1, 3))
const values = Float64Array.from(pixels, (value) => value / 255)
const [classes, size] = [tinyInfo.classes.length, values.length]
const plane = tinyInfo.height * tinyInfo.width

/** Networks stay open between the questions of these tests, as in an engine process. */
const opened = new OpenedNetworks()

type Asked = Partial<Omit<Parameters<typeof explain>[0], 'method'>> & { readonly method: ExplanationMethod }
const explained = async (layers: readonly LayerInput[], asked: Asked): Promise<Explanation> =>
  question.answer.parse(await explain({ ...tinyNetwork(layers), pixels, class: 1, weights: 'trained', opened, ...asked }))

const linearLayers = [flatten(), linear(classes)]
const bentLayers = [conv2d(4, { kernel: 3 }), { layer: 'tanh' }, flatten(), linear(8), { layer: 'sigmoid' }, linear(classes)] as const

/** Logits of the linear network, from its weights. */
async function linearModel() {
  const state = await tinyState(tinyNetwork(linearLayers))
  const [weight, bias] = [valuesOf(state, 'fc1.weight'), valuesOf(state, 'fc1.bias')]
  const rowOf = (label: number): number[] => [...weight.subarray(label * size, (label + 1) * size)]
  const logits = (image: Float64Array): number[] => Array.from({ length: classes }, (_, label) => rowOf(label).reduce((sum, value, at) => sum + value * (image[at] ?? NaN), bias[label] ?? NaN))
  const probability = (image: Float64Array, label: number): number => Math.exp(logits(image)[label] ?? NaN) / logits(image).reduce((sum, logit) => sum + Math.exp(logit), 0)
  return { rowOf, logits, probability }
}

const expectClose = (found: Float32Array, expected: Iterable<number>, digits = 5): void => {
  expect([...found]).toEqual(Array.from(expected, (value) => expect.closeTo(value, digits) as number))
}

describe('of a linear network', () => {
  it('the gradient is the row of the class, with logit and probability of the image', async () => {
    const { rowOf, logits, probability } = await linearModel()
    const answer = await explained(linearLayers, { method: { method: 'gradient' } })
    expectClose(answer.values, rowOf(1))
    expect(answer).toMatchObject({ class: 1, channels: 2, height: 6, width: 5, notes: [] })
    expect(answer.logit).toBeCloseTo(logits(values)[1] ?? NaN, 4)
    expect(answer.probability).toBeCloseTo(probability(values, 1), 5)
  })

  it('gradient times input and integrated gradients are what each pixel adds to the logit', async () => {
    const { rowOf } = await linearModel()
    const shares = rowOf(1).map((value, at) => value * (values[at] ?? NaN))
    expectClose((await explained(linearLayers, { method: { method: 'gradient-times-input' } })).values, shares)
    expectClose((await explained(linearLayers, { method: { method: 'integrated-gradients', steps: 5 } })).values, shares)
  })

  it('SmoothGrad is the gradient, whatever the noise', async () => {
    const { rowOf } = await linearModel()
    expectClose((await explained(linearLayers, { method: { method: 'smooth-grad', samples: 6, noise: 0.5, seed: 1 } })).values, rowOf(1))
  })

  it('occlusion is the fall of the probability under squares that cover each channel with its mean, cut off at the edges', async () => {
    const { probability } = await linearModel()
    const answer = await explained(linearLayers, { method: { method: 'occlusion', patch: 3, stride: 2 }, class: 2 })
    const means = [0, 1].map((channel) => values.subarray(channel * plane, (channel + 1) * plane).reduce((sum, value) => sum + value, 0) / plane)
    // Cells begin at rows 0, 2, 4 and columns 0, 2, 4, the last column being one pixel wide; a square of 3 on the middle of a cell begins half a pixel before it, which is rounded down.
    const [rows, columns] = [[[0, 2], [1, 4], [3, 6]], [[0, 2], [1, 4], [3, 5]]] as const
    const expected = rows.flatMap(([top, bottom]) =>
      columns.map(([left, right]) => {
        const covered = values.map((value, at) => {
          const [row, column] = [Math.floor((at % plane) / 5), at % 5]
          return row >= top && row < bottom && column >= left && column < right ? (means[Math.floor(at / plane)] ?? NaN) : value
        })
        return probability(values, 2) - probability(covered, 2)
      }),
    )
    expect(answer).toMatchObject({ class: 2, channels: 1, height: 3, width: 3 })
    expectClose(answer.values, expected)
  })
})

describe('of a network that bends', () => {
  const explainedBy = (method: ExplanationMethod): Promise<Explanation> => explained(bentLayers, { method })

  it('integrated gradients add up to the difference of the logits, and the note tells what they miss', async () => {
    const [few, many] = [await explainedBy({ method: 'integrated-gradients', steps: 1 }), await explainedBy({ method: 'integrated-gradients', steps: 64 })]
    const black = await explained(bentLayers, { method: { method: 'gradient' }, pixels: new Uint8Array(size) })
    const missedBy = ({ values: map, logit }: Explanation): number => Math.abs(logit - black.logit - map.reduce((sum, value) => sum + value, 0))
    expect(missedBy(many)).toBeLessThan(1e-4)
    expect(missedBy(few)).toBeGreaterThan(100 * missedBy(many))
    const told = /with 1 step misses ([\d.e-]+)/.exec(few.notes.join())?.[1]
    expect(Number(told)).toBeCloseTo(missedBy(few), 4)
    expect(many.notes).toEqual([expect.stringContaining('with 64 steps misses less than a thousandth of it.')])
  })

  it('SmoothGrad depends on noise and seed, and without noise is the gradient', async () => {
    const [gradient, noisy, same, other] = [
      await explainedBy({ method: 'gradient' }),
      await explainedBy({ method: 'smooth-grad', samples: 5, noise: 0.3, seed: 1 }),
      await explainedBy({ method: 'smooth-grad', samples: 5, noise: 0.3, seed: 1 }),
      await explainedBy({ method: 'smooth-grad', samples: 5, noise: 0.3, seed: 2 }),
    ]
    expect(same.values).toEqual(noisy.values)
    expect(other.values).not.toEqual(noisy.values)
    expect(noisy.values).not.toEqual(gradient.values)
    expectClose((await explainedBy({ method: 'smooth-grad', samples: 5, noise: 0, seed: 1 })).values, gradient.values)
  })
})

describe('Grad-CAM', () => {
  const layers = [conv2d(3, { kernel: 3 }), flatten(), linear(classes)]
  const [rows, columns] = [4, 3]

  it('is the maps of the convolution, weighted by the means of their gradients and cut at 0', async () => {
    const state = await tinyState(tinyNetwork(layers))
    const [kernel, bias, weight] = [valuesOf(state, 'conv1.weight'), valuesOf(state, 'conv1.bias'), valuesOf(state, 'fc1.weight')]
    const places = rows * columns
    const mapAt = (filter: number, place: number): number => {
      const [row, column] = [Math.floor(place / columns), place % columns]
      let sum = bias[filter] ?? NaN
      for (let channel = 0; channel < 2; channel++) {
        for (let tap = 0; tap < 9; tap++) sum += (kernel[(filter * 2 + channel) * 9 + tap] ?? NaN) * (values[channel * plane + (row + Math.floor(tap / 3)) * 5 + column + (tap % 3)] ?? NaN)
      }
      return sum
    }
    const camOf = (label: number): number[] => {
      const weights = [0, 1, 2].map((filter) => weight.subarray(label * 3 * places + filter * places, label * 3 * places + (filter + 1) * places).reduce((sum, value) => sum + value, 0) / places)
      return Array.from({ length: places }, (_, place) => Math.max(0, weights.reduce((sum, value, filter) => sum + value * mapAt(filter, place), 0)))
    }
    const maps = await Promise.all([0, 1, 2].map((label) => explained(layers, { method: { method: 'grad-cam', layer: 'conv1' }, class: label })))
    maps.forEach((map, label) => {
      expect(map).toMatchObject({ channels: 1, height: rows, width: columns })
      expectClose(map.values, camOf(label))
      expect(map.notes).toEqual(camOf(label).some((value) => value > 0) ? [] : [expect.stringContaining('No place of conv1 raises this logit')])
    })
    expect(maps.some(({ values: map }) => map.some((value) => value > 0))).toBe(true)
  })

  it('is of convolutions that there are', async () => {
    await expect(explained(layers, { method: { method: 'grad-cam', layer: 'fc1' } })).rejects.toMatchObject({ code: 'network/no-such-layer', message: 'The network has no convolution fc1; it has conv1.' })
    await expect(explained(linearLayers, { method: { method: 'grad-cam', layer: 'conv1' } })).rejects.toMatchObject({ code: 'network/no-convolution' })
  })
})

describe('the class', () => {
  it('is the answer of the trained weights where none is named, also for other weights', async () => {
    const { logits } = await linearModel()
    const answer = logits(values).indexOf(Math.max(...logits(values)))
    expect(await explained(linearLayers, { method: { method: 'gradient' }, class: null })).toMatchObject({ class: answer })
    expect(await explained(linearLayers, { method: { method: 'gradient' }, class: null, weights: 'randomised' })).toMatchObject({ class: answer })
  })

  it('must be one that there is', async () => {
    await expect(explained(linearLayers, { method: { method: 'gradient' }, class: 3 })).rejects.toMatchObject({ code: 'inspection/no-such-class', message: 'There is no class 3: the last one is 2.' })
  })
})

describe('randomised weights', () => {
  it('are those of the next seed, and the notes say so', async () => {
    const answer = await explained(linearLayers, { method: { method: 'gradient' }, weights: 'randomised' })
    const next = await tinyState(tinyNetwork(linearLayers, 2))
    expectClose(answer.values, valuesOf(next, 'fc1.weight').subarray(size, 2 * size))
    expect(answer.notes).toEqual([expect.stringMatching(/^All weights are drawn anew \(He initialisation, seed 2\)\./)])
  })
})

it('an image has the size of the data set', async () => {
  await expect(explained(linearLayers, { method: { method: 'gradient' }, pixels: pixels.slice(1) })).rejects.toMatchObject({ code: 'inspection/image-size' })
})

it('a square has no more places than can be tried', async () => {
  const large = { ...tinyInfo, id: 'large-pictures', channels: 1, height: 100, width: 100 }
  registerDataset(large, { load: () => Promise.reject(new Error('no images are needed')) })
  const { spec, ...rest } = tinyNetwork(linearLayers)
  const ofLarge = { ...rest, spec: { ...spec, dataset: { ...spec.dataset, id: large.id } }, pixels: new Uint8Array(100 * 100) }
  await expect(explained(linearLayers, { ...ofLarge, method: { method: 'occlusion', patch: 10, stride: 1 } })).rejects.toMatchObject({
    code: 'inspection/too-many-places',
    message: 'A square every 1 pixels has 10000 places on an image of 100×100 pixels; at most 4096 are tried.',
    remedy: 'Choose a stride of at least 2 pixels.',
  })
})

it('a gradient that is no number is told, and occlusion needs none', async () => {
  const hog = [{ layer: 'hog', orientations: 4, pixelsPerCell: 2, cellsPerBlock: 1 }, linear(classes)] as const
  const black = { pixels: new Uint8Array(size) }
  await expect(explained(hog, { ...black, method: { method: 'gradient' } })).rejects.toMatchObject({ code: 'inspection/no-gradient', message: expect.stringContaining('a root at 0') as string })
  expect((await explained(hog, { ...black, method: { method: 'occlusion', patch: 3, stride: 3 } })).values).toHaveLength(4)
})

it('an image on which nothing depends has a map of zeros, and the note says so', async () => {
  const answer = await explained([flatten(), linear(4), relu(), { layer: 'multiply', factor: 0 }, linear(classes)], { method: { method: 'gradient' } })
  expect(answer.values).toEqual(new Float32Array(size))
  expect(answer.notes).toEqual([expect.stringContaining('The map is 0 everywhere')])
})
