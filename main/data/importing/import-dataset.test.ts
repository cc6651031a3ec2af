// What is imported is what the source holds, in the order of its splits; it is whole or not there, and known again.
import { defaultImportOptions, type ImportOptions } from '@contract/data/import-source'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { encodePng } from '../../files/png'
import { readSealedFolder } from '../../files/sealed-folder'
import { temporaryFolder } from '../../files/testing/temporary-folder'
import { loadDataset } from '../catalogue'
import { fingerprintOf } from '../fingerprint'
import type { OpenSource } from '../sources/source'
import { storedDataset, storedDatasets, useStoredDatasets } from '../stored/stored-datasets'
import { importDataset, type ImportTask } from './import-dataset'
import { madeUpPixels, madeUpSource } from './testing/made-up-source'

/** Of the built program. */
const decodeThread = fileURLToPath(new URL('../../../out/main/decode-thread.js', import.meta.url))

/** A folder of data sets, used until the test has ended, and what an import into it needs. */
function emptyHome() {
  const datasets = temporaryFolder()
  useStoredDatasets(datasets)
  onTestFinished(() => {
    useStoredDatasets('')
  })
  let count = 0
  const importing = async (source: OpenSource, options: Partial<ImportOptions> = {}, more: Partial<ImportTask> = {}) => {
    const workFolder = join(datasets, '.unfinished', String(++count))
    try {
      return await importDataset(source, { options: { ...defaultImportOptions, ...options }, as: null, sourceName: '/somewhere', workFolder, ...more })
    } finally {
      rmSync(workFolder, { recursive: true, force: true }) // as whoever asks does
    }
  }
  return { datasets, importing, sets: () => readdirSync(datasets).filter((name) => name !== '.unfinished') }
}

/** Eight grey images in two parts, from the last to the first. */
const arrays = (changes: Partial<Parameters<typeof madeUpSource>[0]> = {}): OpenSource =>
  madeUpSource({
    images: [[0, 0], [1, 1], [0, 0], [1, 0], [0, 1], [1, 0], [0, 0], [1, 1]],
    shape: { channels: 1, height: 4, width: 6 },
    content: (index) => ({ kind: 'pixels', channels: 1, height: 4, width: 6, pixels: madeUpPixels(index, 1, 4, 6) }),
    order: (wanted) => [...wanted].reverse(),
    ...changes,
  })

/** A PNG file whose image is all of one colour. */
const png = (width: number, height: number, colour: readonly [number, number, number]): Buffer =>
  encodePng({ width, height, channels: 3, pixels: Uint8Array.from({ length: 3 * width * height }, (_, place) => colour[place % 3] ?? 0) })

/** Files of 40 images of two sizes, one of which is cut short, and one that is none. */
function files(folder: string): OpenSource {
  const path = (index: number): string => join(folder, `${index}.png`)
  for (let index = 0; index < 40; index++) {
    const bytes = png(index % 4 === 3 ? 12 : 10, 10, [6 * index, 100, index])
    writeFileSync(path(index), index === 7 ? bytes.subarray(0, 60) : index === 8 ? 'no image' : bytes)
  }
  return madeUpSource({ images: Array.from({ length: 40 }, (_, index) => [index % 2, index < 30 ? 0 : 1] as const), shape: null, content: (index) => ({ kind: 'file', path: path(index) }) })
}

it('arrays are stored split by split, with labels, names, counts and statistics', async () => {
  const { datasets, importing } = emptyHome()
  const told: string[] = []
  const { id, ...outcome } = await importing(arrays(), { name: 'Grey things' }, { onProgress: (done, total) => told.push(`${done}/${total}`) })
  expect(outcome).toEqual({ isNew: true, images: 8, leftOut: { count: 0, first: [] } })
  expect(id).toMatch(/^grey-things-[0-9a-f]{8}$/)
  expect(told).toEqual(['1/8', '2/8', '3/8', '4/8', '5/8', '6/8', '7/8', '8/8'])

  const set = await loadDataset(id, { limitTrain: null, limitTest: null })
  expect(set.info).toMatchObject({ title: 'Grey things', trainImages: 5, validationImages: 0, testImages: 3, channels: 1, height: 4, width: 6, classes: ['cat', 'dog'], colour: null })
  expect(set.train.images).toEqual(Uint8Array.from([0, 2, 3, 5, 6].flatMap((index) => [...madeUpPixels(index, 1, 4, 6)])))
  expect(set.test.images).toEqual(Uint8Array.from([1, 4, 7].flatMap((index) => [...madeUpPixels(index, 1, 4, 6)])))
  expect([[...set.train.labels], [...set.test.labels]]).toEqual([[0, 0, 1, 1, 0], [1, 0, 1]])
  const pixels = [0, 2, 3, 5, 6].flatMap((index) => [...madeUpPixels(index, 1, 4, 6)])
  expect(set.info.mean[0]).toBeCloseTo(pixels.reduce((sum, value) => sum + value, 0) / pixels.length / 255, 12)

  const stored = storedDataset(id)
  expect(stored).toMatchObject({ decoder: null, counts: { train: [3, 2], validation: [0, 0], test: [1, 2] }, originals: [{ width: 6, height: 4, images: 8 }], options: { name: 'Grey things', test: 'own', channels: 1, size: { height: 4, width: 6 } }, removedAt: null })
  expect(stored?.fingerprint).toBe(fingerprintOf(set))
  await readSealedFolder(join(datasets, id)) // every byte is as it was sealed
  const ends = new Uint32Array(Uint8Array.from(readFileSync(join(datasets, id, 'name-ends.bin'))).buffer)
  expect(readFileSync(join(datasets, id, 'names.bin')).subarray(ends[0], ends[1]).toString()).toBe('images/é 2.png')
})

it('the same content is known again, under whatever name, in whatever order it comes', async () => {
  const { importing, sets } = emptyHome()
  const { id } = await importing(arrays(), { name: 'First' })
  expect(await importing(arrays({ order: (wanted) => wanted }), { name: 'Second' })).toMatchObject({ id, isNew: false })
  expect(await importing(arrays({ classes: ['cat', 'wolf'] }), { name: 'Third' })).toMatchObject({ isNew: true })
  expect(sets()).toHaveLength(2)
})

it('a known set has its own id, and the names of its classes', async () => {
  const { importing } = emptyHome()
  await importing(arrays())
  const as = { id: 'known', title: 'Known', description: 'Things.', licence: 'MIT', source: 'https://example.org', classes: { cat: 'Cat' } }
  expect(await importing(arrays(), {}, { as })).toMatchObject({ id: 'known', isNew: true })
  expect(await importing(arrays(), {}, { as })).toMatchObject({ id: 'known', isNew: false })
  expect(storedDataset('known')?.info).toMatchObject({ title: 'Known', licence: 'MIT', classes: ['Cat', 'dog'] })
  await expect(importing(arrays({ classes: ['dog', 'cat'] }), {}, { as })).rejects.toMatchObject({ code: 'import/other-content' })
})

it.each([{ name: 'in this thread', thread: undefined }, { name: 'in threads', thread: decodeThread }])('image files are decoded $name; those that cannot be are left out, file by file', async ({ thread }) => {
  const { importing } = emptyHome()
  const source = files(temporaryFolder())
  await expect(importing(source)).rejects.toMatchObject({ code: 'import/size-needed', message: 'The images of this source have different sizes (10×10, 12×10 and so on).' })
  const { id, leftOut } = await importing(source, { size: { height: 10, width: 10 } }, { decodeThread: thread, threads: 2 })
  expect(leftOut).toMatchObject({ count: 2, first: [{ name: 'images/é 7.png' }, { name: 'images/é 8.png', reason: 'it is no image that can be read' }] })
  const set = await loadDataset(id, { limitTrain: null, limitTest: null })
  expect(set.info).toMatchObject({ trainImages: 28, testImages: 10, channels: 3 })
  const reds = (images: unknown): number[] => (images instanceof Uint8Array ? Array.from({ length: images.length / 300 }, (_, image) => images[300 * image] ?? -1) : [])
  const kept = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index).filter((index) => index !== 7 && index !== 8).map((index) => 6 * index)
  expect([reds(set.train.images), reds(set.test.images)]).toEqual([kept(0, 30), kept(30, 40)])
  expect(storedDataset(id)).toMatchObject({ decoder: expect.stringMatching(/^@napi-rs\/image \d/) as string, counts: { train: [14, 14], test: [5, 5] }, originals: [{ width: 10, height: 10, images: 29 }, { width: 12, height: 10, images: 9 }] })
  expect(storedDataset(id)?.fingerprint).toBe(fingerprintOf(set))
})

it('an image that cannot be read stops the import where the user wants that, and nothing is kept', async () => {
  const { importing, sets } = emptyHome()
  const options = { size: { height: 10, width: 10 }, unreadable: 'stop' } as const
  for (const thread of [undefined, decodeThread]) {
    await expect(importing(files(temporaryFolder()), options, { decodeThread: thread })).rejects.toMatchObject({ code: 'import/unreadable', message: expect.stringMatching(/^images\/é [78]\.png cannot be imported: it /) as string })
  }
  expect(sets()).toEqual([])
})

it('a split of which no image can be read ends the import', async () => {
  const { importing, sets } = emptyHome()
  const source = arrays({ content: (index) => (index % 3 === 1 ? { kind: 'unreadable', reason: 'it is cut short' } : { kind: 'pixels', channels: 1, height: 4, width: 6, pixels: madeUpPixels(index, 1, 4, 6) }) })
  await expect(importing(source)).rejects.toMatchObject({ code: 'import/too-few-images', message: expect.stringContaining('it is cut short') as string })
  expect(sets()).toEqual([])
})

it.each([undefined, decodeThread])('arrays get another form where the user wants one', async (thread) => {
  const { importing } = emptyHome()
  const shared = Buffer.alloc(24) // as sources read into: the memory of the next image, too
  const source = arrays({
    content: (index) => {
      shared.set(madeUpPixels(index, 1, 4, 6))
      return { kind: 'pixels', channels: 1, height: 4, width: 6, pixels: shared }
    },
  })
  const { id } = await importing(source, { size: { height: 4, width: 6 }, channels: 3, fit: 'stretch' }, { decodeThread: thread })
  expect(storedDataset(id)).toMatchObject({ info: { channels: 3, height: 4, width: 6 }, originals: [{ width: 6, height: 4, images: 8 }] })
  const { test } = await loadDataset(id, { limitTrain: null, limitTest: null })
  const grey = [1, 4, 7].flatMap((index) => [0, 1, 2].flatMap(() => [...madeUpPixels(index, 1, 4, 6)]))
  expect(test.images).toEqual(Uint8Array.from(grey))
})

it('a set whose images were removed comes back under its id', async () => {
  const { datasets, importing } = emptyHome()
  const { id } = await importing(arrays())
  const facts = storedDataset(id)
  rmSync(join(datasets, id), { recursive: true })
  mkdirSync(join(datasets, id))
  writeFileSync(join(datasets, id, 'removed.json'), JSON.stringify({ ...facts, removedAt: new Date().toISOString() }))
  useStoredDatasets(datasets)
  expect(storedDatasets()).toHaveLength(1)
  expect(await importing(arrays())).toMatchObject({ id, isNew: true })
  expect(storedDataset(id)?.removedAt).toBeNull()
  expect(existsSync(join(datasets, id, 'removed.json'))).toBe(false)
})
