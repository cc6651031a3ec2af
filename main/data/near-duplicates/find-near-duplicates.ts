// Finds the near-duplicates of a data set: images whose perceptual hashes are near, confirmed by their pixels.
import { mostListedGroups, mostListedOfGroup, type NearDuplicates } from '@contract/data/near-duplicates'
import type { Split } from '@contract/runs/evaluation'
import { createHash } from 'node:crypto'
import { setImmediate as breathe } from 'node:timers/promises'
import type { ImageDataset } from '../dataset'
import { openImages, type ImageReader } from '../image-reader'
import { Groups } from './groups'
import { HashIndex } from './hash-index'
import { PerceptualHasher } from './perceptual-hash'
import { pixelDifference } from './pixel-difference'

/** Bits in which the hashes of near-duplicates may differ, and the largest difference of their pixels; chosen by looking at what they find (docs/decisions/0035). */
export const [hashRadius, largestDifference] = [4, 0.15]

/**
 * Most hashes that are looked at, and most images that are compared, for one image: a set of a million pictures with the same structure must not take a year. Fashion-MNIST
 * stays far below both.
 */
const [mostLookedAt, mostCompared] = [50_000, 500]

/** Bytes of a SHA-256 by which equal images are known. */
const digestBytes = 16

/** Milliseconds between two breaks, in which messages are sent. */
const breakInterval = 50

/** What was found, with the images that a run leaves out, as rising indices into the training images. */
export interface FoundNearDuplicates extends Omit<NearDuplicates, 'likeTest' | 'repeated'> {
  /** Those that look like a test or validation image. */
  readonly likeTest: readonly number[]
  /** These, and those that look like an earlier training image that is not among these. */
  readonly repeated: readonly number[]
}

/**
 * Looks through all images of a set, one after another; each is compared with those before it, test and validation images coming first. A function of the set alone.
 * @param onProgress told images done of all, each of which is done twice: hashed, and looked up
 * @throws LabError `dataset/...` where images cannot be read
 */
export async function findNearDuplicates(dataset: ImageDataset, onProgress: (done: number, total: number) => void = () => undefined): Promise<FoundNearDuplicates> {
  const images = new ImagesInOrder(dataset)
  try {
    return await new Search(images, onProgress).run()
  } finally {
    images.close()
  }
}

/** All images of a set under one number each: test images, validation images, training images. */
class ImagesInOrder {
  readonly format: ImageDataset['info']
  readonly count: number
  /** Number of the first training image. */
  readonly firstOfTraining: number
  readonly #parts: readonly { readonly split: Split; readonly first: number; readonly reader: ImageReader }[]

  constructor({ info, train, validation, test }: ImageDataset) {
    this.format = info
    const bytes = info.channels * info.height * info.width
    const validationCount = validation?.count ?? 0
    this.firstOfTraining = test.count + validationCount
    this.count = this.firstOfTraining + train.count
    this.#parts = [
      { split: 'test', first: 0, reader: openImages(test.images, bytes) },
      ...(validation ? [{ split: 'validation', first: test.count, reader: openImages(validation.images, bytes) } as const] : []),
      { split: 'train', first: this.firstOfTraining, reader: openImages(train.images, bytes) },
    ]
  }

  placeOf(number: number): { readonly split: Split; readonly image: number } {
    const { split, first } = this.#partOf(number)
    return { split, image: number - first }
  }

  /** Valid until the next image is asked for. */
  at(number: number): Uint8Array {
    const { first, reader } = this.#partOf(number)
    return reader.imageAt(number - first)
  }

  close(): void {
    for (const { reader } of this.#parts) reader.close()
  }

  #partOf(number: number) {
    const part = this.#parts.findLast(({ first }) => number >= first)
    if (!part) throw new RangeError(`no image ${number}`)
    return part
  }
}

/** One search, from the first image to the last. */
class Search {
  readonly #images: ImagesInOrder
  readonly #onProgress: (done: number, total: number) => void
  readonly #groups: Groups
  /** Of each image: whether it looks like a test or validation image; whether it looks like an image that is kept. */
  readonly #isLikeTest: Uint8Array
  readonly #isRepeated: Uint8Array
  /** The image that is looked at. */
  readonly #image: Uint8Array
  #isComplete = true
  #lastBreak = performance.now()

  constructor(images: ImagesInOrder, onProgress: (done: number, total: number) => void) {
    this.#images = images
    this.#onProgress = onProgress
    this.#groups = new Groups(images.count)
    this.#isLikeTest = new Uint8Array(images.count).fill(1, 0, images.firstOfTraining)
    this.#isRepeated = new Uint8Array(images.count)
    this.#image = new Uint8Array(images.format.channels * images.format.height * images.format.width)
  }

  async run(): Promise<FoundNearDuplicates> {
    const { count } = this.#images
    const { hashOf, hashes, equalTo } = await this.#hashAll()
    const index = new HashIndex(hashes, hashRadius)
    const before = new ImagesByHash(hashes.length / 2, count)
    for (let image = 0; image < count; image++) {
      const [equal, hash] = [equalTo[image] ?? image, hashOf[image] ?? 0]
      if (equal < image) this.#linkEqual(image, equal)
      else {
        this.#lookUp(image, hash, index, before)
        before.add(hash, image)
      }
      await this.#maybeBreak(count + image + 1)
    }
    this.#onProgress(2 * count, 2 * count)
    return this.#found()
  }

  /** @returns the different hashes; of each image the number of its hash, and the first image with the same pixels */
  async #hashAll(): Promise<{ readonly hashOf: Uint32Array; readonly hashes: Uint32Array; readonly equalTo: Uint32Array }> {
    const { count, format } = this.#images
    const hasher = new PerceptualHasher(format)
    const [hashOf, equalTo] = [new Uint32Array(count), new Uint32Array(count)]
    const hashes: number[] = []
    const numbers = new Map<bigint, number>()
    const firsts = new Map<string, number>()
    const hash = new Uint32Array(2)
    for (let image = 0; image < count; image++) {
      const pixels = this.#images.at(image)
      hasher.hash(pixels, hash)
      const key = (BigInt(hash[1] ?? 0) << 32n) | BigInt(hash[0] ?? 0)
      const number = numbers.get(key) ?? numbers.size
      if (number === numbers.size) {
        numbers.set(key, number)
        hashes.push(...hash)
      }
      hashOf[image] = number
      const digest = createHash('sha256').update(pixels).digest().toString('latin1', 0, digestBytes)
      const first = firsts.get(digest) ?? image
      if (first === image) firsts.set(digest, image)
      equalTo[image] = first
      await this.#maybeBreak(image + 1)
    }
    return { hashOf, hashes: Uint32Array.from(hashes), equalTo }
  }

  /** Compares an image with the images before it that have a similar hash, those with the nearest hashes first. */
  #lookUp(image: number, hash: number, index: HashIndex, before: ImagesByHash): void {
    const candidates: { readonly other: number; readonly distance: number }[] = []
    const allSeen = index.near(hash, mostLookedAt, (near, distance) => {
      before.each(near, (other) => candidates.push({ other, distance }))
    })
    if (!allSeen || candidates.length > mostCompared) this.#isComplete = false
    if (candidates.length === 0) return
    candidates.sort((a, b) => a.distance - b.distance || a.other - b.other)
    this.#image.set(this.#images.at(image))
    for (const { other } of candidates.slice(0, mostCompared)) {
      if (pixelDifference(this.#image, this.#images.at(other)) <= largestDifference) this.#link(image, other)
    }
  }

  /** Notes that an image looks like an earlier one. */
  #link(image: number, earlier: number): void {
    this.#groups.join(image, earlier)
    if (image < this.#images.firstOfTraining) return
    const isReference = earlier < this.#images.firstOfTraining
    if (isReference) this.#isLikeTest[image] = 1
    // An image that is left out itself is no reason to leave out another one.
    if (isReference || this.#isRepeated[earlier] === 0) this.#isRepeated[image] = 1
  }

  /** Notes that an image has the pixels of an earlier one, and so looks like whatever that one looks like. */
  #linkEqual(image: number, earlier: number): void {
    this.#groups.join(image, earlier)
    if (image < this.#images.firstOfTraining) return
    this.#isLikeTest[image] = this.#isLikeTest[earlier] ?? 0
    this.#isRepeated[image] = 1
  }

  #found(): FoundNearDuplicates {
    const { firstOfTraining } = this.#images
    const all = this.#groups.all()
    const splitsOf = (group: readonly number[]): number => new Set(group.map((image) => this.#images.placeOf(image).split)).size
    const listed = all.map((group) => ({ group, splits: splitsOf(group) })).sort((a, b) => b.splits - a.splits || b.group.length - a.group.length)
    const marked = (marks: Uint8Array): number[] => [...marks.subarray(firstOfTraining).entries()].flatMap(([image, mark]) => (mark === 1 ? [image] : []))
    return {
      groups: listed.slice(0, mostListedGroups).map(({ group }) => ({ images: group.slice(0, mostListedOfGroup).map((image) => this.#images.placeOf(image)), count: group.length })),
      groupCount: all.length,
      imageCount: all.reduce((sum, group) => sum + group.length, 0),
      likeTest: marked(this.#isLikeTest),
      repeated: marked(this.#isRepeated),
      isComplete: this.#isComplete,
    }
  }

  /** Lets messages be sent and received from time to time. */
  async #maybeBreak(done: number): Promise<void> {
    if (performance.now() - this.#lastBreak < breakInterval) return
    this.#onProgress(done, 2 * this.#images.count)
    await breathe()
    this.#lastBreak = performance.now()
  }
}

/** Lists of images, one for each hash. */
class ImagesByHash {
  /** The last image of each list and the image before each, plus 1; 0: there is none. */
  readonly #last: Uint32Array
  readonly #previous: Uint32Array

  constructor(hashes: number, images: number) {
    this.#last = new Uint32Array(hashes)
    this.#previous = new Uint32Array(images)
  }

  add(hash: number, image: number): void {
    this.#previous[image] = this.#last[hash] ?? 0
    this.#last[hash] = image + 1
  }

  each(hash: number, visit: (image: number) => void): void {
    for (let next = this.#last[hash] ?? 0; next > 0; next = this.#previous[next - 1] ?? 0) visit(next - 1)
  }
}
