// What the engine tells of an ONNX file that it has taken into the lab.
import { z } from 'zod'
import { usualFileSize } from './networks'

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
 * Height and width in pixels of the images that training it starts from: the file's own; of a network for images of any size, small
 * square ones.
 */
export function trainingSize({ height, width }: ImportedNetwork): { readonly height: number; readonly width: number } {
  return { height: height ?? width ?? usualFileSize, width: width ?? height ?? usualFileSize }
}
