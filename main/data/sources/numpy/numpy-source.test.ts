// Checks arrays of NumPy as a source: names, layouts, types and orders of numbers, and what is refused.
import fc from 'fast-check'
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../../files/testing/temporary-folder'
import { arrayFile, expectedImages } from '../testing/array-files'
import { anyMutation, mutated, readSource, refusalOf, survives } from '../testing/read-source'
import { numpySource } from './numpy-source'

const colour = { channels: 3, height: 4, width: 6 }
const grey = { channels: 1, height: 4, width: 5 }
const file = (name: string): string => arrayFile(`numpy/${name}`)

/** An .npy file of version 1. */
function npy(shape: readonly number[], bytes: Uint8Array, description = '|u1', order = 'False'): Buffer {
  const text = `{'descr': '${description}', 'fortran_order': ${order}, 'shape': (${shape.map((size) => `${size},`).join(' ')}), }`.padEnd(117) + '\n'
  const head = Buffer.from('\x93NUMPY\x01\x00\x00\x00', 'latin1')
  head.writeUInt16LE(text.length, 8)
  return Buffer.concat([head, Buffer.from(text), bytes])
}

function folderOf(files: Readonly<Record<string, Uint8Array>>): string {
  const folder = temporaryFolder()
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return folder
}

const twoLabels = npy([2], Uint8Array.of(0, 1))
const twoImages = npy([2, 2, 2], new Uint8Array(8))

const floats = (...values: number[]): Uint8Array => new Uint8Array(Float32Array.from(values).buffer)

describe('numpySource', () => {
  it('reads an .npz of stored arrays with the names of Keras, labels in a column', async () => {
    expect(await numpySource.recognises([file('stored.npz')])).toBe(true)
    const { source, images } = await readSource(numpySource, [file('stored.npz')])
    expect(images).toEqual(expectedImages(7, colour))
    expect(source).toMatchObject({
      ...{ kind: 'numpy', title: 'NumPy arrays, uint8, NHWC', name: 'stored', classes: ['0', '1', '2'], parts: ['train', 'test'], shape: colour },
      found: { layout: 'NHWC', arrays: { trainImages: 'x_train', trainLabels: 'y_train', testImages: 'x_test', testLabels: 'y_test' } },
    })
    expect([...source.labels]).toEqual([0, 1, 2, 0, 1, 2, 0])
    expect(source.nameOf(6)).toBe('x_test[1]')
  })

  it('reads deflated arrays of floats from 0 to 1, with validation images and names of classes', async () => {
    const { source, images } = await readSource(numpySource, [file('deflated.npz')])
    expect(images).toEqual([...expectedImages(5, colour), ...expectedImages(1, colour, 7), ...expectedImages(2, colour, 5)])
    expect(source).toMatchObject({ classes: ['cat', 'Düne', '日'], parts: ['train', 'validation', 'test'], found: { layout: 'NCHW', white: 1, arrays: null } })
    expect([...source.labels]).toEqual([0, 1, 2, 0, 1, 1, 2, 0])
  })

  it('reads a pair of .npy files in a folder, with words as labels', async () => {
    expect(await numpySource.recognises([file('pair')])).toBe(true)
    const { source, images } = await readSource(numpySource, [file('pair')])
    expect(images).toEqual(expectedImages(3, grey))
    expect(source).toMatchObject({ name: 'digits', classes: ['one', 'two'], parts: ['all'], found: { layout: 'NHW' } })
    expect([...source.labels]).toEqual([1, 0, 1])
  })

  const types = ['u1', '<i2', '>i2', '<u2', '>u2', '<i4', '>i4', '<u4', '<i8', '>i8', '<u8', '<f2', '>f2', '<f4', '>f4', '<f8', '>f8']
  const arrays = (trainImages: string): { readonly trainImages: string; readonly trainLabels: string; readonly testImages: null; readonly testLabels: null } => ({ trainImages, trainLabels: 'labels', testImages: null, testLabels: null })

  it.each(types.map((type) => `type_${type}`))('reads %s', async (name) => {
    const { source, images } = await readSource(numpySource, [file('types.npz')], { arrays: arrays(name) })
    expect(images).toEqual(expectedImages(3, grey))
    expect(source.found.white).toBe(name.includes('f') ? 255 : undefined)
  })

  it.each([
    ['fortran_nhw', grey],
    ['fortran_nhwc', { ...grey, channels: 3 }],
    ['fortran_nchw', { ...grey, channels: 3 }],
    ['half_unit', grey],
    ['double_unit', grey],
  ])('reads %s', async (name, form) => {
    const { images } = await readSource(numpySource, [file('types.npz')], { arrays: arrays(name) })
    expect(images).toEqual(expectedImages(3, form))
    const some = await readSource(numpySource, [file('types.npz')], { arrays: arrays(name) }, [0, 2])
    expect([some.images[0], some.images[2]]).toEqual([images[0], images[2]])
  })

  it('reads bits as black and white', async () => {
    const { images } = await readSource(numpySource, [file('types.npz')], { arrays: arrays('bool') })
    expect(images).toEqual(expectedImages(3, grey).map((pixels) => pixels.map((pixel) => (pixel > 100 ? 255 : 0))))
  })

  it('takes what the user chooses: layout and white', async () => {
    const path = folderOf({ 'x.npy': npy([2, 3, 2, 3], floats(...Array.from({ length: 36 }, (_, i) => (i % 3) / 2)), '<f4'), 'y.npy': twoLabels })
    const unclear = await readSource(numpySource, [path])
    expect(unclear.source).toMatchObject({ shape: { channels: 3, height: 3, width: 2 }, found: { layout: 'NHWC', white: 1 } })
    expect(unclear.images[0]?.slice(0, 7)).toEqual([0, 0, 0, 0, 0, 0, 128])
    const chosen = await readSource(numpySource, [path], { layout: 'NCHW', white: 255 })
    expect(chosen.source).toMatchObject({ shape: { channels: 3, height: 2, width: 3 }, found: { layout: 'NCHW', white: 255 } })
    expect(chosen.images[0]?.slice(0, 3)).toEqual([0, 1, 1])
  })

  it('finds the only two arrays whose shapes are those of images and labels, and files with one array each', async () => {
    expect((await readSource(numpySource, [folderOf({ 'a.npy': twoImages, 'b.npy': npy([2], Uint8Array.of(5, 7)) })])).source).toMatchObject({ parts: ['all'], classes: ['5', '7'] })
    const packed = folderOf({ 'k-train-imgs.npy': gzipSync(twoImages), 'k-train-labels.npy': gzipSync(twoLabels) })
    expect((await readSource(numpySource, [packed])).source).toMatchObject({ parts: ['train'], name: 'k' })
  })

  it('leaves out single images whose values are none of a picture, and takes those that rounding has moved', async () => {
    const path = folderOf({ 'x.npy': npy([4, 1, 1], floats(1, 7, NaN, 1.0001), '<f4'), 'y.npy': npy([4], Uint8Array.of(0, 1, 0, 1)) })
    expect((await readSource(numpySource, [path], { white: 1 })).images).toEqual([[255], 'it holds the value 7, which is not within 0 to 1', 'one of its values is no number', [255]])
  })

  it.each([
    ['images that are normalised', { 'x.npy': npy([2, 1, 1], floats(-1, 1), '<f4'), 'y.npy': twoLabels }, 'import/unsupported', 'normalised'],
    ['objects of Python', { 'x.npy': npy([2, 1, 1], new Uint8Array(16), '|O'), 'y.npy': twoLabels }, 'import/unsupported', 'Python objects'],
    ['complex numbers', { 'x.npy': npy([2, 1, 1], new Uint8Array(16), '<c8'), 'y.npy': twoLabels }, 'import/unsupported', '<c8'],
    ['flat images', { 'x.npy': npy([2, 4], new Uint8Array(8)), 'y.npy': twoLabels }, 'import/unsupported', '(2, 4)'],
    ['images with four channels', { 'x.npy': npy([2, 5, 5, 4], new Uint8Array(200)), 'y.npy': twoLabels }, 'import/unsupported', '(2, 5, 5, 4)'],
    ['a column for each class', { 'x.npy': twoImages, 'y.npy': npy([2, 2], new Uint8Array(4)) }, 'import/unsupported', 'argmax'],
    ['labels that are no whole numbers', { 'x.npy': twoImages, 'y.npy': npy([2], floats(0, 0.5), '<f4') }, 'import/labels', '0.5'],
    ['counts that differ', { 'x.npy': twoImages, 'y.npy': npy([3], Uint8Array.of(0, 1, 2)) }, 'import/count-mismatch', '3 labels'],
    ['sizes that differ', { 'x_train.npy': twoImages, 'y_train.npy': twoLabels, 'x_test.npy': npy([2, 3, 3], new Uint8Array(18)), 'y_test.npy': twoLabels }, 'import/wrong-shape', '3×3'],
    ['names that tell nothing', { 'a.npy': twoImages, 'b.npy': twoImages, 'c.npy': twoLabels }, 'import/arrays-unclear', 'a |u1 (2, 2, 2)'],
    ['a file that is cut short', { 'x.npy': twoImages.subarray(0, -1), 'y.npy': twoLabels }, 'import/truncated', 'x.npy'],
    ['a header that is none', { 'x.npy': Buffer.from('\x93NUMPY\x01\x00\x05\x00hello', 'latin1'), 'y.npy': twoLabels }, 'import/damaged', 'header'],
    ['a header without end', { 'x.npy': Buffer.from('\x93NUMPY\x02\x00\xff\xff\xff\xff', 'latin1'), 'y.npy': twoLabels }, 'import/damaged', 'header'],
    ['what is no .npy file', { 'x.npy': Buffer.from('hello world'), 'y.npy': twoLabels }, 'import/damaged', 'x.npy'],
    ['more images than are imported', { 'x.npy': gzipSync(npy([6_000_000, 1, 1], new Uint8Array(0))), 'y.npy': gzipSync(npy([6_000_000], new Uint8Array(0))) }, 'import/unsupported', '6000000'],
    ['a shape beyond all numbers', { 'x.npy': npy([2 ** 40, 2 ** 40, 2 ** 40], new Uint8Array(0)), 'y.npy': twoLabels }, 'import/truncated', 'x.npy'],
  ])('refuses %s', async (_, files, code, words) => {
    const error = await refusalOf(readSource(numpySource, [folderOf(files)]))
    expect(error.code).toBe(code)
    expect(`${error.message} ${error.remedy}`).toContain(words)
  })

  it('refuses arrays that there are not, and files that are no .npz', async () => {
    expect(await refusalOf(readSource(numpySource, [file('types.npz')], { arrays: arrays('nothing') }))).toMatchObject({ code: 'import/no-array', message: expect.stringContaining('type_u1') as string })
    expect((await refusalOf(readSource(numpySource, [join(folderOf({ 'x.npz': Buffer.from('no zip') }), 'x.npz')]))).message).toContain('x.npz')
  })

  it('tells a bit that has flipped within an .npz', async () => {
    const bytes = readFileSync(file('stored.npz'))
    bytes[300] = (bytes[300] ?? 0) ^ 4 // a pixel
    expect((await refusalOf(readSource(numpySource, [join(folderOf({ 'x.npz': bytes }), 'x.npz')]))).code).toBe('import/damaged')
  })

  it('reads a damaged file, or tells it in an error of ours', async () => {
    const folder = temporaryFolder()
    const files = ['stored.npz', 'deflated.npz', 'types.npz'].map(file)
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), anyMutation, async (name, mutation) => {
        const path = join(folder, basename(name))
        writeFileSync(path, mutated(readFileSync(name), mutation))
        await survives(readSource(numpySource, [path], name.endsWith('types.npz') ? { arrays: arrays('fortran_nchw') } : {}))
      }),
      { numRuns: 60 },
    )
  })
})
