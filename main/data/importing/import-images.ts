// Brings all images of a source into the file of the set, in the order of its splits, and learns what can be known of them on the way.
import { phrase } from '@language/phrase'
import type { DatasetInfo } from '@contract/data/datasets'
import { LabError } from '@contract/problem'
import type { Split } from '@contract/runs/evaluation'
import { mostListed, storedDatasetFiles } from '@contract/data/stored-dataset'
import { join } from 'node:path'
import type { UnsealedFolder } from '../../files/sealed-folder'
import type { ImageSize } from '../images/checked-header'
import type { ImageForm } from '../images/fitted-image'
import { joinedIndices } from '../joined-indices'
import type { ImageContent, OpenSource, PixelContent } from '../sources/source'
import { addUpPixels, ColourStatistics, sumsOf } from './colour-statistics'
import { DecodePool } from './decode-pool'
import type { DecodedBatch } from './decode-work'
import { ImageSlots } from './image-slots'
import { storedSplits, type ImportSplits } from './import-splits'
import type { SizeCount } from './settled-import'

/** How images are decoded, and who is told of it. */
export interface ImportWork {
  /** See `DecodePoolOptions`. */
  readonly decodeThread?: string | undefined
  readonly threads?: number
  /** Told of the images that are done, of all of the source. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

export interface ImportImagesOptions {
  readonly source: OpenSource
  readonly form: ImageForm
  readonly splits: ImportSplits
  /** Gets the file of images. */
  readonly folder: UnsealedFolder
  /** Whether an image that cannot be read stops the import. */
  readonly stops: boolean
  readonly work: ImportWork
}

export interface ImportedImages {
  /** Numbers of the source's images in the order in which they are stored. */
  readonly kept: Uint32Array
  readonly counts: Readonly<Record<Split, number>>
  /** SHA-256 of all pixels, hexadecimal. */
  readonly pixels: string
  readonly colours: Pick<DatasetInfo, 'mean' | 'deviation' | 'colour'>
  /** Sizes of the originals, the most frequent first. */
  readonly originals: readonly SizeCount[]
  readonly leftOut: { readonly count: number; readonly first: readonly UnreadableImage[] }
}

interface UnreadableImage {
  readonly index: number
  readonly reason: string
}

/** @throws LabError `import/unreadable`, `import/too-few-images`, `import/unwritable`, and as the source does */
export async function importImages(options: ImportImagesOptions): Promise<ImportedImages> {
  const { source, form, splits, folder, work } = options
  const order = joinedIndices(storedSplits.map((split) => splits[split]))
  const slots = await ImageSlots.open(join(folder.path, storedDatasetFiles.images), order.length, form.channels * form.height * form.width)
  const intake = new Intake(options, order, slots)
  const pool = new DecodePool({ form, file: slots.file, thread: work.decodeThread, ...(work.threads !== undefined && { threads: work.threads }), onDecoded: (batch) => { intake.takeDecoded(batch) } })
  try {
    const slotOf = placesIn(order, source.labels.length)
    for await (const { index, content } of source.images()) {
      const slot = slotOf[index]
      if (slot !== undefined && slot !== nowhere) await take(content, slot, intake, pool)
    }
    await pool.finish()
    const seal = await slots.pack()
    folder.add(storedDatasetFiles.images, seal)
    return { ...intake.result(), pixels: seal.sha256 }
  } finally {
    await pool.close() // first, since its threads write to the file
    await slots.close()
  }
}

async function take(content: ImageContent, slot: number, intake: Intake, pool: DecodePool): Promise<void> {
  if (content.kind === 'unreadable') intake.leaveOut(slot, content.reason)
  else if (content.kind !== 'pixels') await pool.add({ slot, content })
  else if (intake.hasForm(content)) intake.takePixels(slot, content)
  else await pool.add({ slot, content: { ...content, pixels: new Uint8Array(content.pixels) } })
}

/** Stands for images that are in no split. */
const nowhere = 0xffffffff

/** Where each image of the source stands in the order. */
function placesIn(order: Uint32Array, images: number): Uint32Array {
  const places = new Uint32Array(images).fill(nowhere)
  order.forEach((image, place) => {
    places[image] = place
  })
  return places
}

/** Images that were left out, of which so many more are remembered than are listed, as they come in no order. */
const mostRemembered = 10 * mostListed

/** Takes in images as they come, and notes what has become of each. */
class Intake {
  readonly #options: ImportImagesOptions
  readonly #order: Uint32Array
  readonly #slots: ImageSlots
  readonly #statistics: ColourStatistics
  readonly #sums: Float64Array
  /** How many originals have a size, by width and height in one number. */
  readonly #sizes = new Map<number, number>()
  readonly #unreadable: UnreadableImage[] = []
  #leftOut = 0
  #done = 0

  constructor(options: ImportImagesOptions, order: Uint32Array, slots: ImageSlots) {
    this.#options = options
    this.#order = order
    this.#slots = slots
    this.#statistics = new ColourStatistics(options.form.channels)
    this.#sums = new Float64Array(sumsOf(options.form.channels))
  }

  hasForm({ channels, height, width }: PixelContent): boolean {
    const { form } = this.#options
    return channels === form.channels && height === form.height && width === form.width
  }

  /** @param content has the form of the set */
  takePixels(slot: number, content: PixelContent): void {
    addUpPixels(content.pixels, this.#options.form.channels, this.#sums)
    this.#slots.write(slot, content.pixels)
    this.#note(slot, content, this.#sums)
  }

  /** Takes images that threads have written to their places. @throws LabError `import/unreadable` */
  takeDecoded({ slots, sizes, reasons, sums }: DecodedBatch): void {
    const width = this.#sums.length
    for (const [place, slot] of slots.entries()) {
      const size = sizes[place]
      if (size) {
        this.#slots.fill(slot)
        this.#note(slot, size, sums.subarray(place * width, (place + 1) * width))
      } else this.leaveOut(slot, reasons[place] ?? '')
    }
  }

  /** @throws LabError `import/unreadable` where such an image stops the import */
  leaveOut(slot: number, reason: string): void {
    const { source, stops } = this.#options
    const index = this.#order[slot] ?? 0
    if (stops) throw new LabError('import/unreadable', phrase('{name} cannot be imported: {reason}.', { name: source.nameOf(index), reason }), phrase('Mend the file or take it away, or have such images left out.'))
    this.#slots.leaveEmpty(slot)
    this.#leftOut++
    if (this.#unreadable.length < mostRemembered) this.#unreadable.push({ index, reason })
    this.#tell()
  }

  #note(slot: number, { width, height }: ImageSize, sums: Float64Array): void {
    const { form, splits } = this.#options
    const key = width * sizeBase + height
    this.#sizes.set(key, (this.#sizes.get(key) ?? 0) + 1)
    if (slot < splits.train.length) this.#statistics.add(sums, form.height * form.width)
    this.#tell()
  }

  #tell(): void {
    this.#options.work.onProgress?.(++this.#done, this.#order.length)
  }

  /** To be asked for when all images have come. @throws LabError `import/too-few-images` */
  result(): Omit<ImportedImages, 'pixels'> {
    const kept = this.#order.filter((_, slot) => this.#slots.isFilled(slot))
    const counts = this.#counts()
    const empty = (['train', 'test'] as const).find((split) => counts[split] === 0)
    if (empty) {
      const [first] = this.#unreadable
      const example = first ? phrase(', e.g. {name}: {reason}', { name: this.#options.source.nameOf(first.index), reason: first.reason }) : ''
      const message = empty === 'train' ? phrase('None of the images for training can be read{example}.', { example }) : phrase('None of the images for testing can be read{example}.', { example })
      throw new LabError('import/too-few-images', message, phrase('Choose another source, or mend this one.'))
    }
    return {
      kept,
      counts,
      colours: this.#statistics.result,
      originals: this.#originals(),
      leftOut: { count: this.#leftOut, first: this.#unreadable.sort((a, b) => a.index - b.index).slice(0, mostListed) },
    }
  }

  #counts(): Record<Split, number> {
    const counts = { train: 0, validation: 0, test: 0 }
    let slot = 0
    for (const split of storedSplits) for (const end = slot + this.#options.splits[split].length; slot < end; slot++) if (this.#slots.isFilled(slot)) counts[split]++
    return counts
  }

  #originals(): SizeCount[] {
    const all = [...this.#sizes].map(([key, images]) => ({ width: Math.floor(key / sizeBase), height: key % sizeBase, images }))
    return all.sort((a, b) => b.images - a.images || a.width - b.width || a.height - b.height).slice(0, mostListed)
  }
}

/** Larger than any height. */
const sizeBase = 2 ** 26
