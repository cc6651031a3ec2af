// Files that hold networks: what the lab finds in one that is opened, and the files that were opened lately.
import { z } from 'zod'
import { problemSchema } from '../problem'
import { importedNetworkSchema } from './imported-network'
import { layerKinds, type LayerKind } from './layers/layer'
import { networkListingSchema } from './layers/listing'

/** What the lab makes of a node of an ONNX file. */
export const nodeFindingSchema = z.strictObject({
  /** Its name in the file, or that of its first output where it has none. */
  node: z.string(),
  operator: z.string(),
  /**
   * `layer`: it is computed and is a layer of its own; `operator`: it is computed; `left-out`: the result does not depend on it, or the
   * loss computes it; `refused`: the lab cannot compute it or cannot train through it.
   */
  outcome: z.enum(['layer', 'operator', 'left-out', 'refused']),
  /** The kind of layer that it is; null where it is none. */
  layer: z.enum(layerKinds as [LayerKind, ...LayerKind[]]).nullable(),
  /** Why it is left out or refused, as a sentence without its full stop; empty for the others. */
  why: z.string(),
})
export type NodeFinding = z.infer<typeof nodeFindingSchema>

/** A tensor of an ONNX file that training changes. */
export const trainedTensorSchema = z.strictObject({ tensor: z.string(), shape: z.array(z.int().nonnegative()) })
export type TrainedTensor = z.infer<typeof trainedTensorSchema>

/** What was found in an ONNX file. */
export const importReportSchema = z.strictObject({
  /** The copy that the lab keeps; null where it cannot take the network. */
  network: importedNetworkSchema.nullable(),
  /** Why it cannot; null where it can. */
  problem: problemSchema.nullable(),
  /** Every node, in the order of the file; where nodes are refused before the others are looked at, the refused ones alone. */
  nodes: z.array(nodeFindingSchema),
  /** Tensors that are trained, in the order in which the network reads them. */
  trained: z.array(trainedTensorSchema),
  /** Tensors that stay as they are in the file: constants of a formula, by name. */
  fixed: z.array(z.string()),
})
export type ImportReport = z.infer<typeof importReportSchema>

/** What a file is, by the end of its name. */
export const networkFileKinds = ['onnx', 'layers'] as const
export type NetworkFileKind = (typeof networkFileKinds)[number]

/** The ends of names by which files are told apart. */
export const networkFileEndings: Readonly<Record<NetworkFileKind, string>> = { onnx: '.onnx', layers: '.json' }

/** The kind of a file by its name; null: it is none that holds a network. */
export function networkFileKind(name: string): NetworkFileKind | null {
  return networkFileKinds.find((kind) => name.toLowerCase().endsWith(networkFileEndings[kind])) ?? null
}

/** Formats in which a network is written to a file. */
export const networkFileFormats = ['layers', 'onnx', 'safetensors'] as const
export const networkFileFormatSchema = z.enum(networkFileFormats)
export type NetworkFileFormat = z.infer<typeof networkFileFormatSchema>

/** A file that the user has opened, with what is in it. */
export const openedNetworkFileSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('layers'), path: z.string(), listing: networkListingSchema }),
  z.strictObject({ kind: z.literal('onnx'), path: z.string(), report: importReportSchema }),
])
export type OpenedNetworkFile = z.infer<typeof openedNetworkFileSchema>

/** A file that was opened lately. */
export interface RecentFile {
  /** Its name without the folder. */
  readonly name: string
  /** Absolute. */
  readonly path: string
  readonly kind: NetworkFileKind
  /** As `Date.toISOString` writes it. */
  readonly openedAt: string
}
