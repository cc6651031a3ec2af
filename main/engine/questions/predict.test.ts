// Predictions of tiny networks are what a matrix product written out in plain loops gives, whatever the number of images.
import { describe, expect, it } from 'vitest'
import { predict as question } from '@contract/engine/questions/predict'
import type { Predictions } from '@contract/inspection/prediction'
import { OpenedNetworks } from '../inspection/opened-networks'
import { tinyBytes, tinyNetwork, tinyPixels, tinyState, valuesOf } from '../inspection/testing/tiny-networks'
import { predict } from './predict'

const flat = tinyNetwork([{ layer: 'flatten' }, { layer: 'linear', features: 3 }])
const answerTo = async (args: Omit<Parameters<typeof predict>[0], 'opened'>, opened?: OpenedNetworks): Promise<Predictions> => question.answer.parse(await predict({ ...question.args.parse(args), opened }))

/** The logits of the network `flat`: pixels / 255 times the weight, plus the bias. */
async function flatLogits(images: Uint8Array, seed = 1): Promise<number[]> {
  const state = await tinyState({ ...flat, spec: { ...flat.spec, seed } })
  const [weight, bias] = [valuesOf(state, 'fc1.weight'), valuesOf(state, 'fc1.bias')]
  return Array.from({ length: (images.length / tinyBytes) * 3 }, (_, place) => {
    const [image, label] = [Math.floor(place / 3), place % 3]
    return images.subarray(image * tinyBytes, (image + 1) * tinyBytes).reduce((sum, pixel, index) => sum + (pixel / 255) * (weight[label * tinyBytes + index] ?? NaN), bias[label] ?? NaN)
  })
}

describe('predictions', () => {
  it('are logits and their softmax, of any number of images in the order of the images', async () => {
    const images = tinyPixels(23) // 16 + 4 + 1 + 1 + 1
    const { logits, probabilities } = await answerTo({ ...flat, images })
    const expected = await flatLogits(images)
    expect(logits).toHaveLength(23 * 3)
    logits.forEach((logit, place) => {
      expect(logit).toBeCloseTo(expected[place] ?? NaN, 5)
    })
    for (let image = 0; image < 23; image++) {
      const powers = expected.slice(image * 3, (image + 1) * 3).map(Math.exp)
      const sum = powers.reduce((total, power) => total + power, 0)
      powers.forEach((power, label) => {
        expect(probabilities[image * 3 + label]).toBeCloseTo(power / sum, 5)
      })
    }
  })

  it('are those of the network that is asked about, though others are kept open', async () => {
    const opened = new OpenedNetworks()
    const images = tinyPixels(1)
    for (const seed of [1, 2, 3, 4, 5, 1]) {
      const { logits } = await answerTo({ ...flat, spec: { ...flat.spec, seed }, images }, opened)
      const expected = await flatLogits(images, seed)
      expect(logits[0]).toBeCloseTo(expected[0] ?? NaN, 5)
    }
    await opened.close()
  })

  it('are refused of what is no whole image', async () => {
    await expect(answerTo({ ...flat, images: tinyPixels(2).subarray(1) })).rejects.toMatchObject({ code: 'inspection/image-size', message: 'The network takes images of 2×6×5 pixels, 60 bytes each, and got 119 bytes.' })
    await expect(answerTo({ ...flat, images: new Uint8Array() })).rejects.toMatchObject({ code: 'inspection/image-size' })
  })
})
