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
import { imageFeed } from './image-feed'
import { KeptSessions } from './kept-sessions'

/** Names of the program's input and output. */
const [pixelsInput, valuesOutput] = ['pixels', 'values']

/** Programs that stay compiled; each takes milliseconds to make. */
const mostSessions = 4

export class InputPrograms {
  readonly datasets = new LastDataset(viewedDataset)
  readonly #sessions = new KeptSessions()

  /**
   * @param pixels uint8 [images, channels, height, width] of the data set
   * @returns float32 [images, channels, height, width] of the preprocessing
   * @throws LabError `preprocessing/numbers`
   */
  async run(preprocessing: Preprocessing, info: DatasetInfo, pixels: Uint8Array): Promise<Float32Array> {
    const images = pixels.length / (info.channels * info.height * info.width)
    try {
      const session = await this.#sessions.of(JSON.stringify([preprocessing, info.id, images]), () => inputProgram(preprocessing, info, images))
      return (await session.run({ [pixelsInput]: imageFeed(pixels, info, images) }, [valuesOutput])).floats(valuesOutput)
    } finally {
      await this.#sessions.closeSpare(mostSessions)
    }
  }

  /** To be called when nothing is computed. */
  close(): Promise<void> {
    return this.#sessions.closeSpare(0)
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
