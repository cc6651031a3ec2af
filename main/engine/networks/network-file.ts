// Reads a network from an ONNX file, for a given batch and image size.
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { LabError } from '@contract/problem'
import type { TabulatedNetwork } from '../analysis/layer-table'
import { decodeModel } from '../onnx/decoding'
import { fixInputs } from '../onnx/fix-inputs'
import { DYNAMIC, type Shape } from '../onnx/tensor'

/**
 * @param input channels, height, width of the images; null: as the file says
 * @throws LabError `onnx/...` where the file cannot be read or taken, or the size does not fit
 */
export async function readNetwork(path: string, input: Shape | null, batchSize: number): Promise<TabulatedNetwork> {
  const name = basename(path)
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new LabError('onnx/missing', `The file ${path} cannot be read.`, 'Check its name and that you may read it.', { cause: error })
  })
  const { graph } = decodeModel(bytes)
  const [images, ...others] = graph.inputs
  if (images?.shape.length !== 4 || others.length > 0) {
    throw new LabError('onnx/unsupported', `${name} does not take one batch of images [N, C, H, W].`, 'Choose a network for images.')
  }
  const shape = [batchSize, ...(input ?? images.shape.slice(1))]
  if (shape.includes(DYNAMIC)) {
    throw new LabError('onnx/open-size', `${name} leaves the size of its images open.`, 'Give it with --input, e.g. --input 1x224x224.')
  }
  try {
    const fixed = fixInputs(graph, new Map([[images.name, shape]]))
    const parameters = [...graph.initializers].flatMap(([parameter, { type, shape: size }]) =>
      type === 'float32' && size.length > 0 ? [{ name: parameter, value: { name: parameter, type, shape: size } }] : [],
    )
    return { name, graph: fixed, images: { ...images, shape }, parameters }
  } catch (error) {
    throw new LabError(
      'onnx/size',
      `${name} cannot take images of ${shape.slice(1).join(' x ')}: ${error instanceof Error ? error.message : String(error)}.`,
      'Give another size with --input.',
      { cause: error },
    )
  }
}
