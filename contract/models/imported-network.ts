// Facts of an ONNX file that the engine has imported into the lab.
import { z } from 'zod'
import { usualFileSize, type NetworkFile } from './networks'

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
  /** Names of the outputs of the file, and of the one that was chosen; of networks that earlier versions imported none is known. */
  outputs: z.array(z.string()).default([]),
  output: z.string().nullable().default(null),
  /** What the user should know of how the file was read, as sentences. */
  notes: z.array(z.string()).default([]),
})

export type ImportedNetwork = z.infer<typeof importedNetworkSchema>

/** The settings of a network of a file. @param output name of another output than the chosen one */
export function networkFileOf({ name, sha256, output: chosen }: ImportedNetwork, weights: NetworkFile['weights'], output = chosen): NetworkFile {
  return { name, sha256, weights, ...(output !== null && { output }) }
}

/**
 * Height and width in pixels with which the form and the flags begin: the file's own, or a small square where the network takes images of
 * any size.
 */
export function trainingSize({ height, width }: ImportedNetwork): { readonly height: number; readonly width: number } {
  return { height: height ?? width ?? usualFileSize, width: width ?? height ?? usualFileSize }
}
