// Draws of a step: masks depend on layer and step, and images are augmented at random.
import { noAugmentation } from '@contract/data/augmentation'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Augmenter } from '../../../data/augmentation/augmenter'
import { drawMix, mixBatch } from '../../../data/augmentation/mixing'
import { temporaryFolder } from '../../../files/testing/temporary-folder'
import { keepMask, streams } from '@common/randomness/stream'
import { planOf, StepDrawer } from './step-draws'

const shape = { channels: 1, height: 4, width: 4 }
const data = { ...shape, count: 10, images: Uint8Array.from({ length: 160 }, (_, i) => i + 1), labels: Uint8Array.from({ length: 10 }, (_, i) => i) }
const step = { number: 5, epoch: 2, images: Uint32Array.of(3, 9, 0) }
const masks = [
  { input: 'mask.a', shape: [3, 2], rate: 0.25 },
  { input: 'mask.b', shape: [3, 1], rate: 0.5 },
]

describe('drawn for a step', () => {
  it('are masks, each from the stream of its layer and step', () => {
    const { number, masks: drawn, images } = new StepDrawer(planOf(7, masks, noAugmentation, data, false)).draw(step)
    const expected = [new Uint8Array(6), new Uint8Array(3)]
    expected.forEach((mask, layer) => {
      keepMask({ seed: 7, stream: streams.dropout, a: 5, b: layer }, layer === 0 ? 0.75 : 0.5, mask)
    })
    expect({ number, drawn, images }).toEqual({ number: 5, drawn: expected, images: null })
  })

  it('are its images as they are, where a set is fed by chunks', () => {
    const { images } = new StepDrawer(planOf(11, [], noAugmentation, data, true)).draw(step)
    expect(images).toEqual(Uint8Array.from([3, 9, 0].flatMap((image) => [...data.images.subarray(16 * image, 16 * (image + 1))])))
  })

  it('are its images, changed by seed, epoch, image and occurrence', () => {
    const augmentation = { ...noAugmentation, flip: 0.5, cropPadding: 2, cutout: 1 }
    const occurrences = Uint32Array.of(0, 1, 0)
    const { images } = new StepDrawer(planOf(11, [], augmentation, data, true)).draw({ ...step, occurrences })
    const expected = new Uint8Array(48)
    const augmenter = new Augmenter({ seed: 11, augmentation, shape })
    step.images.forEach((image, place) => {
      augmenter.write(data.images.subarray(16 * image, 16 * (image + 1)), 2, image, occurrences[place] ?? 0, expected, 16 * place)
    })
    expect(images).toEqual(expected)
  })

  it('are its images mixed with one another, by seed and step', () => {
    const augmentation = { ...noAugmentation, flip: 0.5, mixup: 1, cutmix: 1 }
    const drawn = (of: typeof augmentation, number: number) => new StepDrawer(planOf(11, [], of, data, true)).draw({ ...step, number })
    for (const number of [5, 6, 7, 8]) {
      const { images, mixing } = drawn(augmentation, number)
      const mix = drawMix({ seed: 11, augmentation, shape }, number, 3)
      const expected = new Uint8Array(48)
      mixBatch(mix, shape, drawn({ ...augmentation, mixup: 0, cutmix: 0 }, number).images ?? new Uint8Array(), expected)
      expect({ images, mixing }).toEqual({ images: expected, mixing: { partners: mix.partners, share: mix.share } })
    }
  })

  it('are the same together as each by itself, one behind the other in used memory', () => {
    const steps = [step, { number: 6, epoch: 2, images: Uint32Array.of(7, 3) }]
    for (const augmentation of [noAugmentation, { ...noAugmentation, flip: 0.5, cropPadding: 2, rotation: 20, mixup: 1, cutmix: 1 }]) {
      const drawer = new StepDrawer(planOf(11, masks, augmentation, data, true))
      const alone = steps.map((one) => drawer.draw(one))
      const used = new Uint8Array(100).fill(9)
      const together = drawer.drawAll(steps, { take: () => used })
      expect(together).toEqual(alone)
      expect([...used.subarray(0, 80)]).toEqual(alone.flatMap(({ images }) => [...(images ?? [])]))
    }
  })
})

it('steps are drawn together where their images are read from a file as they are', () => {
  const path = join(temporaryFolder(), 'images.bin')
  writeFileSync(path, data.images)
  const steps = [step, { ...step, number: 6 }, { ...step, number: 7, images: new Uint32Array(1_000_000) }]
  const groups = (images: typeof data.images | { path: string; offset: number }, augmentation = noAugmentation) => {
    const drawer = new StepDrawer(planOf(1, [], augmentation, { ...data, images }, true))
    onTestFinished(() => {
      drawer.close()
    })
    return drawer.groups(steps).map((group) => group.map(({ number }) => number))
  }
  expect(groups({ path, offset: 0 })).toEqual([[5, 6], [7]])
  expect(groups(data.images)).toEqual([[5], [6], [7]])
  expect(groups({ path, offset: 0 }, { ...noAugmentation, flip: 0.5 })).toEqual([[5], [6], [7]])
})
