// The file of an evaluation: a sealed folder that holds, for every image, probabilities of all classes, loss, answer and rank, as safetensors.
import { closeSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { phrase } from '@language/phrase'
import { evaluationFactsSchema, probabilityType, type EvaluationFacts, type ProbabilityType } from '@contract/runs/evaluation'
import { BrokenSeal, peekSealedFolder, writeSealedFolder } from '../files/sealed-folder'
import { safetensorsHeader, type HeaderEntry } from '../files/safetensors-header'
import { openRegularNow } from '../files/regular-file'
import { fromHalf, toHalf } from './float16'

/** Figures of each image, in the order of the split. */
export interface ImageColumns {
  /** Class of each image, as the data set has it. */
  readonly labels: Uint16Array
  /** The class of the largest logit, of equal ones the first. */
  readonly predictions: Uint16Array
  /** How many classes stand before the image's own by their logits; 0: it is the answer. */
  readonly ranks: Uint16Array
  /** Loss. */
  readonly losses: Float32Array
  /** Probability of the predicted class. */
  readonly confidences: Float32Array
}

/** Figures of some consecutive images with the probabilities of all classes, [images, classes]. */
export interface ImageAnswers extends ImageColumns {
  readonly probabilities: Float32Array
}

type ColumnName = keyof ImageColumns

/** The columns by the names of their tensors, in the order of the file, in which the probabilities come first. */
const columns: Readonly<Record<ColumnName, { readonly dtype: 'U16' | 'F32'; readonly bytes: number }>> = {
  labels: { dtype: 'U16', bytes: 2 },
  predictions: { dtype: 'U16', bytes: 2 },
  ranks: { dtype: 'U16', bytes: 2 },
  losses: { dtype: 'F32', bytes: 4 },
  confidences: { dtype: 'F32', bytes: 4 },
}
const columnNames = Object.keys(columns) as ColumnName[]

const probabilityFormats: Readonly<Record<ProbabilityType, { readonly dtype: string; readonly bytes: number }>> = {
  float32: { dtype: 'F32', bytes: 4 },
  float16: { dtype: 'F16', bytes: 2 },
}

const fileName = 'images.safetensors'

/** The facts that are known before the first image is evaluated. */
export type PlannedEvaluation = Omit<EvaluationFacts, 'probabilities' | 'loss' | 'accuracy' | 'evaluatedAt'>

type FileSize = Pick<EvaluationFacts, 'images' | 'probabilities'> & { readonly classes: number; /** Whether it says which images of their split were chosen. */ readonly isChosen: boolean }

/** The name of the tensor with the indices of chosen images in their split. */
const indicesName = 'images'
const indexBytes = Uint32Array.BYTES_PER_ELEMENT

function headerOf({ images, classes, probabilities, isChosen }: FileSize): Uint8Array {
  const { dtype, bytes } = probabilityFormats[probabilities]
  const entries: HeaderEntry[] = [{ name: 'probabilities', dtype, shape: [images, classes], bytes: bytes * images * classes }]
  for (const name of columnNames) entries.push({ name, dtype: columns[name].dtype, shape: [images], bytes: columns[name].bytes * images })
  if (isChosen) entries.push({ name: indicesName, dtype: 'U32', shape: [images], bytes: indexBytes * images })
  return safetensorsHeader(entries)
}

/**
 * Writes an evaluation into a folder, batch after batch; only the columns are held in memory.
 * @param batches together all images of the plan, in their order
 * @param chosen indices of the images in their split; null: they are its first ones
 * @param fence see `writeSealedFolder`
 * @returns the facts with the results
 * @throws as `fs` does, what the making of batches throws, and what `fence` throws
 */
export async function writeEvaluation(folder: string, plan: PlannedEvaluation, batches: AsyncIterable<ImageAnswers>, chosen: Uint32Array | null = null, fence?: () => void): Promise<EvaluationFacts> {
  const { images, dataset: { classes } } = plan
  const probabilities = probabilityType(images, classes)
  const all = emptyColumns(images)
  async function* pieces(): AsyncGenerator<Uint8Array> {
    yield headerOf({ images, classes, probabilities, isChosen: chosen !== null })
    let done = 0
    for await (const batch of batches) {
      for (const name of columnNames) all[name].set(batch[name], done)
      done += batch.labels.length
      yield bytesOf(probabilities === 'float32' ? batch.probabilities : halves(batch.probabilities))
    }
    if (done !== images) throw new RangeError(`${done} of ${images} images were evaluated`)
    for (const name of columnNames) yield bytesOf(all[name])
    if (chosen) yield new Uint8Array(chosen.buffer, chosen.byteOffset, chosen.byteLength)
  }
  const evaluatedAt = new Date().toISOString()
  /** To be called when all columns are filled. */
  const withResults = (): EvaluationFacts => ({
    ...{ ...plan, probabilities, evaluatedAt },
    loss: all.losses.reduce((sum, value) => sum + value, 0) / images,
    accuracy: all.ranks.reduce((sum, rank) => sum + (rank === 0 ? 1 : 0), 0) / images,
  })
  await writeSealedFolder(folder, { [fileName]: pieces() }, withResults, fence)
  return withResults()
}

/** The facts of an evaluation; null where the folder holds no whole one. The bytes of its file are not read. */
export function evaluationFactsIn(folder: string): EvaluationFacts | null {
  try {
    return evaluationFactsSchema.safeParse(peekSealedFolder(folder)).data ?? null
  } catch (error) {
    if (error instanceof BrokenSeal) return null
    throw error
  }
}

/** An evaluation whose columns are in memory: 14 bytes for each image. Probabilities stay on the disk. */
export class EvaluationFile {
  readonly facts: EvaluationFacts
  readonly columns: ImageColumns
  /** Indices of the images in their split; null: they are its first ones. */
  readonly chosen: Uint32Array | null
  readonly #path: string
  readonly #dataStart: number

  /** Reads the columns of the file in a folder, while the thread waits. @throws BrokenSeal where it is not whole; as `fs` does */
  constructor(folder: string) {
    const parsed = evaluationFactsSchema.safeParse(peekSealedFolder(folder))
    if (!parsed.success) throw new BrokenSeal(phrase('its manifest is not of a kind that this version knows'))
    this.facts = parsed.data
    this.#path = join(folder, fileName)
    const { images, dataset: { classes, chosen }, probabilities } = parsed.data
    const header = headerOf({ images, classes, probabilities, isChosen: chosen !== undefined })
    const indices = chosen ? new Uint32Array(images) : null
    this.#dataStart = header.length
    this.columns = this.#opened((read) => {
      if (!Buffer.from(header).equals(read(0, header.length))) throw new BrokenSeal(phrase('its file {fileName} does not begin as its manifest says', { fileName }))
      const all = emptyColumns(images)
      let offset = this.#dataStart + probabilityFormats[probabilities].bytes * images * classes
      for (const name of columnNames) {
        const bytes = bytesOf(all[name])
        bytes.set(read(offset, bytes.length))
        offset += bytes.length
      }
      if (indices) new Uint8Array(indices.buffer).set(read(offset, indices.byteLength))
      return all
    })
    this.chosen = indices
    const { labels, predictions, ranks } = this.columns
    if ([labels, predictions, ranks].some((column) => column.some((value) => value >= classes))) throw new BrokenSeal(phrase('its file {fileName} names classes that there are not', { fileName }))
  }

  /** The index in its split of the image in a row. */
  imageIn(row: number): number {
    return this.chosen ? (this.chosen[row] ?? row) : row
  }

  /** The row of an image, by its index in its split; null where it was not evaluated. */
  rowOf(image: number): number | null {
    const row = this.chosen ? this.chosen.indexOf(image) : image
    return row >= 0 && row < this.facts.images ? row : null
  }

  /** The loss of each image by its index in its split; NaN where it was not evaluated. */
  lossesByImage(): Float32Array {
    const { chosen, columns: { losses } } = this
    if (!chosen) return losses
    const byImage = new Float32Array((chosen.at(-1) ?? -1) + 1).fill(NaN)
    chosen.forEach((image, row) => {
      byImage[image] = losses[row] ?? NaN
    })
    return byImage
  }

  /** Probabilities of all classes for each of some rows. */
  probabilitiesOf(rows: readonly number[]): readonly Float32Array[] {
    const { dataset: { classes }, probabilities } = this.facts
    const { bytes } = probabilityFormats[probabilities]
    return this.#opened((read) =>
      rows.map((row) => {
        const stored = read(this.#dataStart + row * classes * bytes, classes * bytes)
        return probabilities === 'float32' ? new Float32Array(stored.buffer) : Float32Array.from(new Uint16Array(stored.buffer), fromHalf)
      }),
    )
  }

  /** Does some reading; the file is open no longer than that, so that a run can be removed at any time. */
  #opened<T>(work: (read: (start: number, length: number) => Uint8Array<ArrayBuffer>) => T): T {
    const file = openRegularNow(this.#path)
    try {
      return work((start, length) => {
        const bytes = new Uint8Array(length) // memory of its own, which numbers of any width can be read from
        for (let done = 0; done < length; ) {
          const count = readSync(file, bytes, done, length - done, start + done)
          if (count === 0) throw new BrokenSeal(phrase('its file {fileName} is cut off', { fileName }))
          done += count
        }
        return bytes
      })
    } finally {
      closeSync(file)
    }
  }
}

function emptyColumns(images: number): ImageColumns {
  return {
    labels: new Uint16Array(images),
    predictions: new Uint16Array(images),
    ranks: new Uint16Array(images),
    losses: new Float32Array(images),
    confidences: new Float32Array(images),
  }
}

/** A plain loop: `Uint16Array.from` takes ten times as long, and there may be a billion of them. */
function halves(values: Float32Array): Uint16Array {
  const all = new Uint16Array(values.length)
  for (let place = 0; place < values.length; place++) all[place] = toHalf(values[place] ?? 0)
  return all
}

/** The memory of an array as bytes. */
function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | Uint16Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}
