// What the engine tells of an ONNX file that it has taken into the lab.
import { z } from 'zod'
import { modelInfo } from './networks'

const sizeSchema = z.int().positive().nullable()

export const importedNetworkSchema = z.strictObject({
  /** The file's name without its folder. */
  name: z.string(),
  sha256: z.hash('sha256'),
  /** Of the images that it takes; null where it takes any. */
  channels: sizeSchema,
  height: sizeSchema,
  width: sizeSchema,
  /** Numbers in its output. */
  classes: z.int().nonnegative(),
})

export type ImportedNetwork = z.infer<typeof importedNetworkSchema>

/**
 * Edge in pixels of the square images that training it starts from. A network for images of any size, or for oblong ones, is trained on
 * the data set's own; what does not fit is told by the engine.
 */
export function trainingSize({ height, width }: ImportedNetwork): number {
  return height !== null && height === width ? height : modelInfo('file').inputSize
}
