// Features of tiny networks are what plain loops give, in the order of the images; what would not fit is refused with the number that would.
import { describe, expect, it } from 'vitest'
import { hiddenFeatures as hiddenQuestion } from '@contract/engine/questions/hidden-features'
import { imageFeatures as question } from '@contract/engine/questions/image-features'
import { checkRoom, mostFeatureBytes } from '../inspection/feature-room'
import { tinyBytes, tinyInfo, tinyNetwork, tinyPixels, tinyState, valuesOf } from '../inspection/testing/tiny-networks'
import { hiddenFeatures } from './hidden-features'
import { imageFeatures } from './image-features'
import type { EngineContext } from './work'

const twoLayers = tinyNetwork([{ layer: 'flatten' }, { layer: 'linear', features: 4 }, { layer: 'relu' }, { layer: 'dropout' }, { layer: 'linear', features: 3 }])
const featuresOf = async (args: Omit<Parameters<typeof imageFeatures>[0], keyof EngineContext>, onProgress?: (done: number, total: number) => void) =>
  question.answer.parse(await imageFeatures({ ...question.args.parse(args), ...(onProgress && { onProgress }) }))

/** Outputs of the hidden layer, and the logits, in plain loops. */
async function expectedOf(pixels: Uint8Array) {
  const state = await tinyState(twoLayers)
  const linear = (input: readonly number[], name: string): number[] => {
    const [weight, bias] = [valuesOf(state, `${name}.weight`), valuesOf(state, `${name}.bias`)]
    return Array.from(bias, (start, unit) => input.reduce((sum, value, place) => sum + value * (weight[unit * input.length + place] ?? NaN), start))
  }
  return Array.from({ length: pixels.length / tinyBytes }, (_, image) => {
    const hidden = linear(Array.from(pixels.subarray(image * tinyBytes, (image + 1) * tinyBytes), (pixel) => pixel / 255), 'fc1').map((value) => Math.max(0, value))
    return { hidden, logits: linear(hidden, 'fc2') }
  })
}

describe('features of images', () => {
  it('are the last hidden layer of each image, with its class, its answer and its components', async () => {
    const told: (readonly number[])[] = []
    const { layer, images, width, features, components, explained, labels, predictions } = await featuresOf({ ...twoLayers, split: 'train', images: 35, components: 2 }, (...progress) => told.push(progress))
    const expected = await expectedOf(tinyPixels(35))
    expect({ layer, images, width }).toEqual({ layer: 'relu1', images: 35, width: 4 })
    expected.forEach(({ hidden, logits }, image) => {
      hidden.forEach((value, unit) => {
        expect(features[image * 4 + unit]).toBeCloseTo(value, 5)
      })
      expect(predictions[image]).toBe(logits.indexOf(Math.max(...logits)))
      expect(labels[image]).toBe(image % 3)
    })
    expect(components).toHaveLength(35 * 2)
    expect(explained[0]).toBeGreaterThan(explained[1] ?? NaN)
    expect(told).toEqual([[32, 35], [35, 35]])
  })

  it('come without components where none are wanted, and of a whole split where more images are wanted than it has', async () => {
    expect(await featuresOf({ ...twoLayers, split: 'test', images: 1000, components: 0 })).toMatchObject({ images: tinyInfo.testImages, components: new Float32Array(), explained: [] })
  })

  it('are the image itself where a network has one layer with weights', async () => {
    const { layer, width, features } = await featuresOf({ ...tinyNetwork([{ layer: 'flatten' }, { layer: 'linear', features: 3 }]), split: 'test', images: 1, components: 1 })
    expect({ layer, width }).toEqual({ layer: 'image', width: tinyBytes })
    expect(features[5]).toBeCloseTo((tinyPixels(1, tinyInfo.trainImages)[5] ?? NaN) / 255, 6)
  })

  it('of convolutions at the end are all values of what the last one reads', async () => {
    const answer = await featuresOf({ ...tinyNetwork([{ layer: 'conv2d', channels: 4, kernel: 3 }, { layer: 'relu' }, { layer: 'conv2d', channels: 3, kernel: 1 }, { layer: 'globalAvgPool2d' }, { layer: 'flatten' }]), split: 'test', images: 2, components: 0 })
    expect(answer).toMatchObject({ layer: 'relu1', width: 4 * 4 * 3 })
  })

  it('are refused where they would take too much memory, with the number of images that fit', () => {
    const width = mostFeatureBytes / 4 / 5
    expect(() => { checkRoom(5, width, 'relu7') }).not.toThrow()
    expect(() => { checkRoom(6, width, 'relu7') }).toThrow(expect.objectContaining({ code: 'inspection/too-many-images', remedy: 'At most 5 images fit.' }))
    expect(() => { checkRoom(1, 6 * width, 'relu7') }).toThrow(expect.objectContaining({ remedy: 'Choose a network with a smaller last layer.' }))
  })
})

it('features of given images are those of the sample', async () => {
  const { features } = await featuresOf({ ...twoLayers, split: 'train', images: 3, components: 0 })
  const given = hiddenQuestion.answer.parse(await hiddenFeatures(hiddenQuestion.args.parse({ ...twoLayers, images: tinyPixels(3) })))
  expect(given).toMatchObject({ layer: 'relu1', width: 4 })
  given.features.forEach((value, place) => {
    expect(value).toBeCloseTo(features[place] ?? NaN, 6)
  })
  await expect(hiddenFeatures({ ...twoLayers, images: tinyPixels(1).subarray(1) })).rejects.toMatchObject({ code: 'inspection/image-size' })
})
