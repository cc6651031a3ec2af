// The steps against a linear network's answer are what plain loops over its weights give.
import { expect, it } from 'vitest'
import { adversary as question } from '@contract/engine/questions/adversary'
import { largestStep } from '@contract/inspection/adversary'
import { flatten, linear } from '../../networks/listing'
import { tinyInfo, tinyNetwork, tinyPixels, tinyState, valuesOf } from '../inspection/testing/tiny-networks'
import { adversary } from './adversary'

const classes = tinyInfo.classes.length
const network = tinyNetwork([flatten(), linear(classes)])
const pixels = Uint8Array.from(tinyPixels(1, 5))
const size = pixels.length

it('lead along the signs of the gradient of the loss, within the range of pixels, until another class is answered', async () => {
  const answer = question.answer.parse(await adversary({ ...network, pixels }))
  const state = await tinyState(network)
  const [weight, bias] = [valuesOf(state, 'fc1.weight'), valuesOf(state, 'fc1.bias')]
  const probabilitiesOf = (image: ArrayLike<number>): number[] => {
    const powers = Array.from({ length: classes }, (_, label) => Math.exp(Array.from(image).reduce((sum, value, at) => sum + ((weight[label * size + at] ?? NaN) * value) / 255, bias[label] ?? NaN)))
    const total = powers.reduce((sum, power) => sum + power, 0)
    return powers.map((power) => power / total)
  }
  const first = probabilitiesOf(pixels)
  const own = first.indexOf(Math.max(...first))
  expect(answer.class).toBe(own)
  const signs = Array.from(pixels, (_, at) => Math.sign(first.reduce((sum, probability, label) => sum + (probability - Number(label === own)) * (weight[label * size + at] ?? NaN), 0)))
  expect([...answer.signs]).toEqual(signs)
  const rows = Array.from({ length: largestStep + 1 }, (_, step) => probabilitiesOf(Array.from(pixels, (value, at) => Math.min(Math.max(value + step * (signs[at] ?? NaN), 0), 255))))
  expect(answer.probabilities).toHaveLength((largestStep + 1) * classes)
  rows.flat().forEach((probability, at) => {
    expect(answer.probabilities[at]).toBeCloseTo(probability, 5)
  })
  const changed = rows.findIndex((row) => row.indexOf(Math.max(...row)) !== own)
  expect(changed).toBeGreaterThan(0)
  expect(answer.smallest).toBe(changed)
})

it('change nothing where no pixel counts', async () => {
  const blind = tinyNetwork([flatten(), { layer: 'multiply', factor: 0 }, linear(classes)])
  const answer = await adversary({ ...blind, pixels })
  expect(answer.smallest).toBeNull()
  expect(answer.signs.every((sign) => sign === 0)).toBe(true)
})

it('have signs also where the network is so sure that its probability is 1', async () => {
  const sure = tinyNetwork([flatten(), linear(classes), { layer: 'multiply', factor: 500 }])
  const answer = await adversary({ ...sure, pixels })
  expect(Math.max(...answer.probabilities.subarray(0, classes))).toBe(1)
  expect(answer.signs.filter((sign) => sign !== 0).length).toBeGreaterThan(size / 2)
  expect(answer.smallest).not.toBeNull()
})

it('are of images of the data set', async () => {
  await expect(adversary({ ...network, pixels: pixels.slice(1) })).rejects.toMatchObject({ code: 'inspection/image-size' })
})
