// Loads the whole data set that ships with the lab, and checks its documented facts.
import { LabError } from '@contract/problem'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { datasetInfo, datasets, firstTrainingImages, loadDataset } from './catalogue'
import type { ImageDataset } from './dataset'
import { fashionMnist, fashionMnistFiles, loadFashionMnist, loadFirstOfFashionMnist } from './fashion-mnist'
import { resourcesFolder } from './resources'

const folder = join(resourcesFolder(), 'datasets', 'fashion-mnist')

describe('Fashion-MNIST as it ships', () => {
  let dataset: ImageDataset<Uint8Array>
  beforeAll(async () => {
    dataset = (await loadDataset('fashion-mnist', { limitTrain: null, limitTest: null })) as ImageDataset<Uint8Array>
  })

  it('is complete', () => {
    expect(dataset.info).toBe(fashionMnist)
    expect(dataset.train).toMatchObject({ count: 60_000 })
    expect(dataset.test).toMatchObject({ count: 10_000 })
    expect(dataset.train.images).toHaveLength(60_000 * 28 * 28)
    expect(dataset.test.images).toHaveLength(10_000 * 28 * 28)
  })

  it('has as many images of each class', () => {
    for (const { labels, count } of [dataset.train, dataset.test]) {
      const counts = Array<number>(10).fill(0)
      for (const label of labels) counts[label] = (counts[label] ?? 0) + 1
      expect(counts).toEqual(Array(10).fill(count / 10))
    }
  })

  it('begins with an ankle boot, as published', () => {
    const [label = -1] = dataset.train.labels
    expect(fashionMnist.classes[label]).toBe('Ankle boot')
    expect([...dataset.train.images.subarray(3 * 28 + 12, 3 * 28 + 18)]).toEqual([1, 0, 0, 13, 73, 0])
  })

  it('gives the first images up to the limits', async () => {
    const some = await loadDataset('fashion-mnist', { limitTrain: 100, limitTest: 10 })
    expect(some.train.images).toEqual(dataset.train.images.slice(0, 100 * 28 * 28))
    expect(some.train.labels).toEqual(dataset.train.labels.slice(0, 100))
    expect(some.test).toEqual({ images: dataset.test.images.slice(0, 7840), labels: dataset.test.labels.slice(0, 10), count: 10 })
  })

  it('gives the first training images alone, in a small part of the time', async () => {
    const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
      const start = process.cpuUsage() // by the clock, others on the machine count as well
      await work()
      const { user, system } = process.cpuUsage(start)
      return (user + system) / 1e6
    }
    expect(await firstTrainingImages('fashion-mnist', 64)).toEqual({
      images: dataset.train.images.slice(0, 64 * 28 * 28),
      labels: dataset.train.labels.slice(0, 64),
      count: 64,
    })
    const first = Math.min(...[await secondsOf(() => loadFirstOfFashionMnist(folder, 64)), await secondsOf(() => loadFirstOfFashionMnist(folder, 64))])
    const whole = await secondsOf(() => loadFashionMnist(folder, { limitTrain: null, limitTest: null }))
    expect(first).toBeLessThan(whole / 5)
  })

  it('needs only the beginning of the files for the first images', async () => {
    const part = await mkdtemp(join(tmpdir(), 'cnn-lab-fashion-'))
    try {
      for (const name of ['train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz']) {
        await writeFile(join(part, name), (await readFile(join(folder, name))).subarray(0, 2 ** 16))
      }
      expect((await loadFirstOfFashionMnist(part, 64)).images).toEqual(dataset.train.images.slice(0, 64 * 28 * 28))
    } finally {
      await rm(part, { recursive: true })
    }
  })

  it('is documented with the checksums that are checked', async () => {
    const source = await readFile(join(folder, 'SOURCE.md'), 'utf8')
    const lineOf = (name: string) => source.split('\n').find((row) => row.startsWith(`| ${name} |`))
    for (const [name, { sha256, packedSha256 }] of Object.entries(fashionMnistFiles)) {
      expect(lineOf(name.replace('.gz', ''))).toContain(sha256)
      expect(lineOf(name)).toContain(packedSha256)
    }
  })
})

describe('a damaged copy of Fashion-MNIST', () => {
  // Another test may have named a home, in whose unpacked copy of the file nothing is damaged.
  beforeEach(() => {
    vi.stubEnv('CNN_LAB_DATASETS', '')
  })
  afterEach(() => {
    vi.unstubAllEnvs()
  })

  const few = { limitTrain: 100, limitTest: 10 }

  it('is refused, with the name of the file, whatever part of it is wanted', async () => {
    const copy = await mkdtemp(join(tmpdir(), 'cnn-lab-fashion-'))
    try {
      await cp(folder, copy, { recursive: true })
      const labels = join(copy, 't10k-labels-idx1-ubyte.gz')
      const content = gunzipSync(await readFile(labels))
      // Packed in another way, they are the same images.
      await writeFile(labels, gzipSync(content, { level: 1 }))
      expect((await loadFashionMnist(copy, few)).test.labels).toEqual(Uint8Array.from(content.subarray(8, 18)))
      content[9_000] = ((content[9_000] ?? 0) + 1) % 10
      await writeFile(labels, gzipSync(content))
      for (const limits of [few, { limitTrain: null, limitTest: null }]) {
        const error: unknown = await loadFashionMnist(copy, limits).catch((reason: unknown) => reason)
        expect(error).toBeInstanceOf(LabError)
        expect(error).toMatchObject({ code: 'dataset/checksum-mismatch', message: expect.stringContaining(labels) as string })
      }
    } finally {
      await rm(copy, { recursive: true })
    }
  })
})

describe('the catalogue', () => {
  it('lists each data set under its own id', () => {
    expect(datasets()).toContain(fashionMnist)
    expect(datasets().map(({ id }) => datasetInfo(id))).toEqual(datasets())
  })
})
