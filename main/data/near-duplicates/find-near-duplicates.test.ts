// Checks what is found among made-up images into which near-duplicates were planted, and that images without contrast are not all alike.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../files/testing/temporary-folder'
import type { ImageDataset, LabelledImages } from '../dataset'
import { madeUpInfo } from '../testing/made-up-set'
import { findNearDuplicates } from './find-near-duplicates'
import { smoothImage } from './testing/smooth-image'

const format = { channels: 1, height: 24, width: 20 }
const imageBytes = format.height * format.width

function part(images: readonly Uint8Array[]): LabelledImages<Uint8Array> {
  const joined = new Uint8Array(images.length * imageBytes)
  for (const [place, image] of images.entries()) joined.set(image, place * imageBytes)
  return { images: joined, labels: new Uint8Array(images.length), count: images.length }
}

function setOf(train: readonly Uint8Array[], test: readonly Uint8Array[], validation: readonly Uint8Array[] = []): ImageDataset<Uint8Array> {
  const counts = { trainImages: train.length, validationImages: validation.length, testImages: test.length }
  return { info: { ...madeUpInfo(), ...format, ...counts }, train: part(train), validation: validation.length > 0 ? part(validation) : null, test: part(test) }
}

const image = (seed: number): Uint8Array => smoothImage(format, seed)
/** The same picture, taken again: a little noise and another brightness. */
const again = (seed: number): Uint8Array => image(seed).map((value, place) => value + 3 + ((place * 31) % 5) - 2)
const others = (count: number, first: number): Uint8Array[] => Array.from({ length: count }, (_, index) => image(first + index))

describe('findNearDuplicates', () => {
  it('finds near-duplicates within and between splits, and says which training images a run leaves out', async () => {
    const test = [...others(10, 100), image(1), image(2)]
    const train = [image(5), again(1), ...others(30, 200), image(5), again(5), image(2), again(2), image(7)]
    const validation = [...others(3, 300), again(7)]
    const found = await findNearDuplicates(setOf(train, test, validation))
    expect(found.likeTest).toEqual([1, 34, 35, 36])
    expect(found.repeated).toEqual([1, 32, 33, 34, 35, 36])
    expect(found.groups.map(({ images }) => images.map(({ split, image: number }) => `${split} ${number}`).join(', '))).toEqual([
      'test 11, train 34, train 35',
      'test 10, train 1',
      'validation 3, train 36',
      'train 0, train 32, train 33',
    ])
    expect(found).toMatchObject({ groupCount: 4, imageCount: 10, isComplete: true })
  })

  it('keeps one of a chain of images in which each looks like the next', async () => {
    const chain = Array.from({ length: 11 }, (_, step) => image(1).map((value) => value + 3 * step))
    const { repeated, groups } = await findNearDuplicates(setOf(chain, others(2, 50)))
    expect(groups.map(({ count }) => count)).toEqual([11])
    expect(repeated).toContain(1)
    // The last one does not look like the first: some between them stay.
    expect(repeated.length).toBeLessThan(10)
  })

  it('does not take images for alike because they are flat, dark, or have the same outline', async () => {
    const outlined = (seed: number): Uint8Array => image(seed).map((value, place) => (place % format.width < 5 || place % format.width > 14 ? 0 : 120 + Math.round((value - 125) / 2)))
    const flat = [0, 1, 2, 100, 200, 255].map((value) => new Uint8Array(imageBytes).fill(value))
    const dark = others(10, 400).map((pixels) => pixels.map((value) => value >> 5))
    const { groupCount } = await findNearDuplicates(setOf([...flat, ...dark, ...Array.from({ length: 20 }, (_, seed) => outlined(seed))], others(2, 50)))
    expect(groupCount).toBe(0)
  })

  it('finds the same, and tells its progress, where images lie in a file', async () => {
    const set = setOf([...others(200, 0), again(3), image(4)], [again(5), ...others(20, 500)])
    const path = join(temporaryFolder(), 'images.bin')
    writeFileSync(path, Buffer.concat([Buffer.alloc(11), set.train.images]))
    const told: [number, number][] = []
    const inFile = await findNearDuplicates({ ...set, train: { ...set.train, images: { path, offset: 11 } } }, (done, total) => told.push([done, total]))
    expect(inFile).toEqual(await findNearDuplicates(set))
    expect(inFile.repeated).toEqual([5, 200, 201])
    expect(told.at(-1)).toEqual([446, 446])
  })

  it('bounds its work where very many images have the same structure, and says so', async () => {
    const base = image(1)
    const noisy = Array.from({ length: 700 }, (_, number) => base.map((value, place) => (place === number % base.length ? value + 1 + Math.floor(number / base.length) : value)))
    const found = await findNearDuplicates(setOf(noisy, others(1, 50)))
    expect(found.isComplete).toBe(false)
    expect(found.groupCount).toBe(1)
    expect(found.groups[0]).toMatchObject({ count: 700 })
    expect(found.groups[0]?.images).toHaveLength(50)
  })
})
