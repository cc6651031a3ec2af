// Checks IDX files as a source: pairs by their names, EMNIST's images and classes, and what is refused.
import fc from 'fast-check'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../../files/testing/temporary-folder'
import { arrayFile, expectedImages } from '../testing/array-files'
import { anyMutation, mutated, readSource, refusalOf, survives } from '../testing/read-source'
import { idxSource } from './idx-source'
import { idxBytes } from './testing/idx-bytes'

const small = { channels: 1, height: 5, width: 4 }
const square = { channels: 1, height: 5, width: 5 }

/** A folder with files of some content. */
function folderOf(files: Readonly<Record<string, Uint8Array>>): string {
  const folder = temporaryFolder()
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return folder
}

const images = (count: number): Buffer => idxBytes([count, 2, 2], new Uint8Array(4 * count))
const labels = (...values: number[]): Buffer => idxBytes([values.length], Uint8Array.from(values))

describe('idxSource', () => {
  it('reads training and test images of MNIST, plain and packed files side by side', async () => {
    expect(await idxSource.recognises([arrayFile('mnist')])).toBe(true)
    const read = await readSource(idxSource, [arrayFile('mnist')])
    expect(read.images).toEqual(expectedImages(9, small))
    expect(read.source).toMatchObject({ kind: 'idx', classes: ['0', '1', '2'], parts: ['train', 'test'], shape: small, leftOut: [], found: { transposed: false }, notes: [] })
    expect([...read.source.labels]).toEqual([0, 1, 2, 0, 1, 2, 2, 1, 0])
    expect([...read.source.partOf]).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1])
    expect(read.source.nameOf(7)).toBe('t10k-images-idx3-ubyte.gz[1]')
  })

  it('reads single images without the others', async () => {
    const read = await readSource(idxSource, [arrayFile('mnist')], {}, [1, 4, 8])
    expect(Object.keys(read.images)).toEqual(['1', '4', '8'])
    expect(read.images[4]).toEqual(expectedImages(1, small, 4)[0])
    expect(read.images[8]).toEqual(expectedImages(1, small, 8)[0])
  })

  it('turns images of EMNIST round, and names its classes by the mapping', async () => {
    const read = await readSource(idxSource, [arrayFile('emnist')])
    expect(read.images).toEqual(expectedImages(6, square))
    expect(read.source).toMatchObject({ name: 'emnist-letters', classes: ['A/a', 'B/b', 'C/c'], found: { transposed: true } })
    expect([...read.source.labels]).toEqual([0, 1, 2, 0, 2, 1])
    const asStored = await readSource(idxSource, [arrayFile('emnist')], { transposed: false })
    expect(asStored.images).not.toEqual(read.images)
  })

  it('reads two files that were chosen, with the mapping that lies beside them, and labels from 1 without', async () => {
    const pair = ['train-images-idx3', 'train-labels-idx1'].map((name) => `emnist/emnist-letters-${name}-ubyte.gz`)
    expect((await readSource(idxSource, pair.map(arrayFile))).source).toMatchObject({ classes: ['A/a', 'B/b', 'C/c'], parts: ['train'] })
    const folder = temporaryFolder()
    cpSync(arrayFile('emnist'), folder, { recursive: true })
    rmSync(join(folder, 'emnist-letters-mapping.txt'))
    expect((await readSource(idxSource, [folder])).source).toMatchObject({ classes: ['1', '2', '3'] })
  })

  it('takes the only two files together whatever they are called', async () => {
    const folder = folderOf({ first: images(3), second: labels(4, 0, 2) })
    const paths = ['first', 'second'].map((name) => join(folder, name))
    expect(await idxSource.recognises(paths)).toBe(true)
    const { source } = await readSource(idxSource, paths)
    expect(source).toMatchObject({ parts: ['all'], classes: ['0', '1', '2', '3', '4'], notes: ['2 classes have no images: 1, 3.'] })
  })

  it('finds the files in a folder below, and passes over a packed file that lies there unpacked', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'raw'))
    writeFileSync(join(folder, 'raw', 'train-images-idx3-ubyte'), images(2))
    writeFileSync(join(folder, 'raw', 'train-images-idx3-ubyte.gz'), gzipSync(images(2)))
    writeFileSync(join(folder, 'raw', 'train-labels-idx1-ubyte'), labels(0, 1))
    expect(await idxSource.recognises([folder])).toBe(true)
    expect((await readSource(idxSource, [folder])).images).toHaveLength(2)
  })

  it('names classes by a class map of KMNIST', async () => {
    const folder = folderOf({ 'train-images-idx3-ubyte': images(2), 'train-labels-idx1-ubyte': labels(0, 1), 'kmnist_classmap.csv': Buffer.from('index,codepoint,char\n0,U+304A,お\n1,U+304D,き\n') })
    expect((await readSource(idxSource, [folder])).source.classes).toEqual(['お', 'き'])
  })

  it('does not recognise other files', async () => {
    const folder = folderOf({ 'a.png': Buffer.from('89504e470d0a1a0a', 'hex'), 'b-idx3-ubyte': Buffer.from('no') })
    expect(await idxSource.recognises([folder])).toBe(false)
    expect(await idxSource.recognises([join(folder, 'a.png')])).toBe(false)
    expect(await idxSource.recognises([temporaryFolder()])).toBe(false)
  })

  const [imagesName, labelsName] = ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte']
  it.each([
    ['images without labels', { [imagesName]: images(2) }, 'import/no-pair'],
    ['labels without images', { [labelsName]: labels(0) }, 'import/no-pair'],
    ['counts that differ', { [imagesName]: images(2), [labelsName]: labels(0) }, 'import/count-mismatch'],
    ['several sets', { [`a-${imagesName}`]: images(1), [`a-${labelsName}`]: labels(0), [`b-${imagesName}`]: images(1), [`b-${labelsName}`]: labels(0) }, 'import/several-sets'],
    ['images that are cut short', { [imagesName]: images(2).subarray(0, 20), [labelsName]: labels(0, 1) }, 'import/truncated'],
    ['packed images that are cut short', { [imagesName]: gzipSync(images(2).subarray(0, 20)), [labelsName]: labels(0, 1) }, 'import/truncated'],
    ['bytes behind the labels', { [imagesName]: images(1), [labelsName]: gzipSync(Buffer.concat([labels(0), labels(0)])) }, 'import/damaged'],
    ['floats', { [imagesName]: idxBytes([1, 1, 1], new Uint8Array(4), 0x0d), [labelsName]: labels(0) }, 'import/unsupported'],
    ['images with four dimensions', { [imagesName]: idxBytes([1, 1, 1, 1], new Uint8Array(1)), [labelsName]: labels(0) }, 'import/unsupported'],
    ['more images than are imported', { [imagesName]: idxBytes([5_000_001, 1, 1], new Uint8Array(1)), [labelsName]: labels(0) }, 'import/too-many-images'],
    ['images larger than any', { [imagesName]: gzipSync(idxBytes([1, 70_000, 70_000], new Uint8Array(1))), [labelsName]: labels(0) }, 'import/unsupported'],
    ['no images at all', { [imagesName]: idxBytes([0, 1, 1], new Uint8Array(0)), [labelsName]: idxBytes([0], new Uint8Array(0)) }, 'import/empty'],
    ['a label that the mapping does not name', { [imagesName]: images(1), [labelsName]: labels(9), 'mapping.txt': Buffer.from('0 48\n') }, 'import/labels'],
    ['a mapping that is none', { [imagesName]: images(1), [labelsName]: labels(0), 'mapping.txt': Buffer.from('zero: 0\n') }, 'import/damaged'],
  ])('refuses %s', async (_, files, code) => {
    const error = await refusalOf(readSource(idxSource, [folderOf(files)]))
    expect(error.code).toBe(code)
    expect(error.remedy).not.toBe('')
  })

  it('reads a damaged file, or tells it in an error of ours', async () => {
    const folder = temporaryFolder()
    cpSync(arrayFile('mnist'), folder, { recursive: true })
    const names = ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte', 't10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz']
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), anyMutation, async (name, mutation) => {
        const bytes = readFileSync(arrayFile(`mnist/${name}`))
        writeFileSync(join(folder, name), mutated(bytes, mutation))
        await survives(readSource(idxSource, [folder]))
        writeFileSync(join(folder, name), bytes)
      }),
      { numRuns: 50 },
    )
  })
})
