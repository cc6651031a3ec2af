// Views at test time, and preprocessing as a whole: what a linear network answers, against the same arithmetic in plain loops.
import { expect, it } from 'vitest'
import { centreCrop, fiveCrops } from '@common/preprocessing/crops'
import type { InputForm } from '@common/preprocessing/input-form'
import { interpolationMatrix } from '@common/preprocessing/interpolation'
import { viewsOf, type View } from '@common/preprocessing/views'
import type { Views } from '@contract/runs/evaluation'
import { buildLayers } from '../../networks/build-layers'
import { flatten, linear } from '../../networks/listing'
import { initialState, stateOf, type Network } from '../../networks/network'
import { feedsOf } from '../runtime/session'
import { directRecipe } from '../parity/testing/software-driver-training'
import type { ImageSet } from '../training/trainer/image-set'
import { openTrainer } from '../training/trainer/open-trainer'
import { Evaluator } from './evaluator'

const [count, channels, height, width] = [5, 2, 9, 8]
const [rows, columns, classes] = [4, 6, 3]
const images = Uint8Array.from({ length: count * channels * height * width }, (_, place) => (place * 7919 + 13) % 251)
const data: ImageSet = { images, labels: Uint8Array.from([0, 1, 2, 1, 0]), count, channels, height, width }
const inputForm: InputForm = { resize: 'antialias', centreCrop: 0.8, normalization: { mean: [0.4, 0.6], deviation: [0.2, 0.5] } }
const network = (batch: number): Network => ({ ...buildLayers('flat', [batch, channels, rows, columns], [flatten(), linear(classes)]), inputForm })
const state = initialState(network(1), 'kaiming-normal', 3)
const feeds = feedsOf(state, stateOf(network(1)))

/** The network's input of an image by a view. */
function inputOf(image: number, { crop, isMirrored }: View): number[] {
  const { resize, normalization } = inputForm
  const [vertical, horizontal] = [interpolationMatrix(resize, crop.height, rows), interpolationMatrix(resize, crop.width, columns)]
  return Array.from({ length: channels * rows * columns }, (_, place) => {
    const [column, row, channel] = [place % columns, Math.floor(place / columns) % rows, Math.floor(place / columns / rows)]
    let value = 0
    for (let y = 0; y < crop.height; y++)
      for (let x = 0; x < crop.width; x++) {
        const from = crop.left + (isMirrored ? crop.width - 1 - x : x)
        const pixel = images[((image * channels + channel) * height + crop.top + y) * width + from] ?? NaN
        value += ((vertical[row * crop.height + y] ?? NaN) * (horizontal[column * crop.width + x] ?? NaN) * pixel) / 255
      }
    return (value - (normalization?.mean[channel] ?? NaN)) / (normalization?.deviation[channel] ?? NaN)
  })
}

function probabilitiesOf(image: number, view: View): number[] {
  const [weight, bias] = [state.get('fc1.weight'), state.get('fc1.bias')]
  const input = inputOf(image, view)
  const powers = Array.from({ length: classes }, (_, label) => Math.exp(input.reduce((sum, value, place) => sum + value * (weight?.[label * input.length + place] ?? NaN), bias?.[label] ?? NaN)))
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => power / sum)
}

it.each([['single', 1], ['flip', 2], ['ten-crop', 10]] as const)('answers by %s with the mean of the probabilities of all %d views', async (name: Views, expected) => {
  const views = viewsOf(name, data, inputForm.centreCrop)
  expect(views).toHaveLength(expected)
  const evaluator = await Evaluator.open(network(2 * views.length), data, 'cpu', feeds, { kind: 'images', ...(name !== 'single' && { views }) })
  let seen = 0
  for await (const { start, count: some, logits, losses } of evaluator.imageLogits()) {
    for (let place = 0; place < some; place++) {
      const image = start + place
      const means = Array.from({ length: classes }, (_, label) => views.reduce((sum, view) => sum + (probabilitiesOf(image, view)[label] ?? NaN), 0) / views.length)
      const powers = Array.from(logits.subarray(place * classes, (place + 1) * classes), Math.exp)
      const sum = powers.reduce((total, power) => total + power, 0)
      means.forEach((mean, label) => {
        expect((powers[label] ?? NaN) / sum).toBeCloseTo(mean, 5)
      })
      expect(losses[place]).toBeCloseTo(-Math.log(means[data.labels[image] ?? -1] ?? NaN), 4)
      seen++
    }
  }
  await evaluator.close()
  expect(seen).toBe(count)
})

it('takes crops of whole pixels: the middle, the larger half of an odd rest below and to the right, and four corners', () => {
  expect(centreCrop({ height: 28, width: 256 }, 0.875)).toEqual({ top: 1, left: 16, height: 25, width: 224 })
  expect(centreCrop({ height: 9, width: 3 }, 0.1)).toEqual({ top: 4, left: 1, height: 1, width: 1 })
  expect(fiveCrops({ height: 10, width: 12 }, 0.5)).toEqual([
    { top: 0, left: 0, height: 5, width: 6 },
    { top: 0, left: 6, height: 5, width: 6 },
    { top: 5, left: 0, height: 5, width: 6 },
    { top: 5, left: 6, height: 5, width: 6 },
    { top: 2, left: 3, height: 5, width: 6 },
  ])
  expect(viewsOf('ten-crop', { height: 256, width: 256 }, 1)[0]?.crop).toEqual({ top: 0, left: 0, height: 224, width: 224 })
})

it('shows training the same input as evaluation: the loss of a step that changes nothing is that of its images', async () => {
  const trainer = await openTrainer(network(count), data, initialState(network(1), 'kaiming-normal', 3), 1, directRecipe)
  const [step] = await trainer.train([{ number: 0, epoch: 0, images: Uint32Array.of(0, 1, 2, 3, 4), learningRate: 0 }])
  await trainer.close()
  const evaluator = await Evaluator.open(network(count), data, 'cpu', feeds)
  const { loss } = await evaluator.evaluate()
  await evaluator.close()
  expect(step?.loss).toBeCloseTo(loss, 5)
})
