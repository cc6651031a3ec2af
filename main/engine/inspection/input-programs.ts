// Programs that bring images into the form of a network's input and do nothing else, and the data set that they were asked about last; both stay for the next question.
import { inputFormOf } from '@common/preprocessing/input-form'
import type { DatasetInfo } from '@contract/data/datasets'
import type { Preprocessing } from '@contract/training/run-spec'
import { viewedDataset } from '../../data/catalogue'
import { LastDataset } from '../../data/last-dataset'
import { encodeModel } from '../../onnx/encoding'
import { GraphBuilder } from '../../onnx/graph-builder'
import { int64 } from '../../onnx/tensor'
import { imageBatch } from '../program/inputs/image-batch'
import { Session } from '../runtime/session'
import { imageFeed } from './image-feed'

/** Names of the program's input and output. */
const [pixelsInput, valuesOutput] = ['pixels', 'values']

/** Programs that stay compiled; each takes milliseconds to make. */
const mostSessions = 4

export class InputPrograms {
  readonly datasets = new LastDataset(viewedDataset)
  /** By what makes the program, the one that was used last at the end. */
  readonly #sessions = new Map<string, Promise<Session>>()

  /**
   * @param pixels uint8 [images, channels, height, width] of the data set
   * @returns float32 [images, channels, height, width] of the preprocessing
   * @throws LabError `preprocessing/numbers`
   */
  async run(preprocessing: Preprocessing, info: DatasetInfo, pixels: Uint8Array): Promise<Float32Array> {
    const images = pixels.length / (info.channels * info.height * info.width)
    const key = JSON.stringify([preprocessing, info.id, images])
    const session = this.#sessions.get(key) ?? Promise.resolve().then(() => Session.open(inputProgram(preprocessing, info, images)))
    this.#sessions.delete(key)
    this.#sessions.set(key, session)
    try {
      const outputs = await (await session).run({ [pixelsInput]: imageFeed(pixels, info, images) }, [valuesOutput])
      return outputs.floats(valuesOutput)
    } catch (error) {
      this.#sessions.delete(key)
      throw error
    } finally {
      await this.#closeSpare(mostSessions)
    }
  }

  /** To be called when nothing is computed. */
  close(): Promise<void> {
    return this.#closeSpare(0)
  }

  async #closeSpare(kept: number): Promise<void> {
    const spare = [...this.#sessions].slice(0, Math.max(0, this.#sessions.size - kept))
    for (const [key] of spare) this.#sessions.delete(key)
    for (const [, session] of spare) await (await session).close()
  }
}

/** The part of a training program that makes a batch of images the network's input. */
function inputProgram(preprocessing: Preprocessing, info: DatasetInfo, images: number): Uint8Array {
  const g = new GraphBuilder('inputs')
  const { channels, height, width } = info
  const pixels = g.input(pixelsInput, 'uint8', [images, channels, height, width])
  const inOrder = g.constant(int64(Array.from({ length: images }, (_, index) => index)))
  const shape = [images, channels, preprocessing.height, preprocessing.width]
  const values = imageBatch(g, pixels, inOrder, { images: { name: 'images', type: 'float32', shape }, inputForm: inputFormOf(preprocessing, info) })
  return encodeModel(g.build([g.node('Identity', [values], {}, { name: valuesOutput })]))
}
