// Images out of a file: the same bytes as from memory, whatever is wanted in whatever order, and a file that ends too early is told.
import fc from 'fast-check'
import { truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../files/testing/temporary-folder'
import { openImages, type ImageReader } from './image-reader'

/** Bytes of an image: some are near each other in a file, others are not. */
const [count, imageBytes, offset] = [400, 3000, 17]
const images = Uint8Array.from({ length: count * imageBytes }, (_, place) => (place * 7919) >> 3)

/** The same images in a file and in memory. */
function readers(): readonly [ImageReader, ImageReader] {
  const path = join(temporaryFolder(), 'images.bin')
  writeFileSync(path, Buffer.concat([Buffer.alloc(offset, 1), images]))
  const inFile = openImages({ path, offset }, imageBytes)
  onTestFinished(inFile.close)
  return [inFile, openImages(images, imageBytes)]
}

it('are the same as from memory', () => {
  const [inFile, inMemory] = readers()
  fc.assert(
    fc.property(fc.array(fc.nat(count - 1), { maxLength: 60 }), (wanted) => {
      const indices = Uint32Array.from(wanted)
      const [a, b] = [inFile, inMemory].map((reader) => {
        const to = new Uint8Array(wanted.length * imageBytes)
        reader.gather(indices, to)
        return to
      })
      expect(Buffer.compare(a ?? images, b ?? images)).toBe(0)
      for (const [place, index] of wanted.entries()) expect(b?.[place * imageBytes + 5]).toBe(images[index * imageBytes + 5])
    }),
    { numRuns: 50 },
  )
  expect(inFile.imageAt(7)).toEqual(inMemory.imageAt(7))
})

it('of all of a file are read in pieces', () => {
  const to = new Uint8Array(images.length)
  readers()[0].gather(Uint32Array.from({ length: count }, (_, index) => count - 1 - index), to)
  expect(Buffer.compare(to.subarray(0, imageBytes), images.subarray(-imageBytes))).toBe(0)
  expect(Buffer.compare(to.subarray(-imageBytes), images.subarray(0, imageBytes))).toBe(0)
})

it('tell where a file is cut short', () => {
  const cut = join(temporaryFolder(), 'cut.bin')
  writeFileSync(cut, images)
  truncateSync(cut, 10 * imageBytes + 5)
  const reader = openImages({ path: cut, offset: 0 }, imageBytes)
  expect(() => {
    reader.gather(Uint32Array.of(8, 9, 10), new Uint8Array(3 * imageBytes))
  }).toThrow('it ends before image 10 does')
  expect(() => reader.imageAt(300)).toThrow('cut short')
  reader.close()
})
