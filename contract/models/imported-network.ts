// Facts of an ONNX file that the engine has imported into the lab.
import { z } from 'zod'
import { usualFileSize } from './networks'

const sizeSchema = z.int().positive().nullable()

export const importedNetworkSchema = z.strictObject({
  /** The file's name without its folder. */
  name: z.string(),
  sha256: z.hash('sha256'),
  /** Channels, height and width of its input images; null where any size fits. */
  channels: sizeSchema,
  height: sizeSchema,
  width: sizeSchema,
  /** Numbers in its output. */
  classes: z.int().nonnegative(),
})

export type ImportedNetwork = z.infer<typeof importedNetworkSchema>

/**
 * Height and width in pixels with which the form and the flags begin: the file's own, or a small square where the network takes images of
 * any size.
 */
export function trainingSize({ height, width }: ImportedNetwork): { readonly height: number; readonly width: number } {
  return { height: height ?? width ?? usualFileSize, width: width ?? height ?? usualFileSize }
}
