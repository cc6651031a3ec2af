// Layers as data: a network is a list of such records, under PyTorch's names and with PyTorch's defaults.
import { z } from 'zod'
import { activationLayers } from './activation'
import { weightedLayers } from './convolution'
import { normalizationLayers } from './normalization'
import { poolingLayers } from './pooling'
import { rearrangingLayers } from './rearrangement'

/** Every kind of layer but the blocks, which hold layers. */
const simpleLayers = { ...weightedLayers, ...poolingLayers, ...normalizationLayers, ...activationLayers, ...rearrangingLayers } as const

type SimpleSchema = (typeof simpleLayers)[keyof typeof simpleLayers]
export type SimpleLayer = z.infer<SimpleSchema>
export type SimpleKind = SimpleLayer['layer']

/** What the layers compute, added to what the shortcut does; a shortcut of no layers is the input itself. */
export interface ResidualBlock {
  readonly layer: 'residual'
  readonly layers: readonly LayerRecord[]
  readonly shortcut: readonly LayerRecord[]
}

/** What the branches compute of the same input, laid one behind the other along the channels; a branch of no layers is the input itself. */
export interface ParallelBlock {
  readonly layer: 'parallel'
  readonly branches: readonly (readonly LayerRecord[])[]
}

/** A layer with everything that can be said of it. */
export type LayerRecord = SimpleLayer | ResidualBlock | ParallelBlock
export type LayerKind = LayerRecord['layer']
/** The record of one kind. */
export type RecordOf<Kind extends LayerKind> = Extract<LayerRecord, { readonly layer: Kind }>

/** A layer as it may be written: what is left out is as PyTorch has it. */
export type LayerInput =
  | z.input<SimpleSchema>
  | { readonly layer: 'residual'; readonly layers: readonly LayerInput[]; readonly shortcut?: readonly LayerInput[] | undefined }
  | { readonly layer: 'parallel'; readonly branches: readonly (readonly LayerInput[])[] }
/** A written layer of one kind, without the name of its kind. */
export type OptionsOf<Kind extends SimpleKind> = Omit<Extract<LayerInput, { readonly layer: Kind }>, 'layer'>

export const layerSchema: z.ZodType<LayerRecord, LayerInput> = z.lazy(() =>
  z.discriminatedUnion('layer', [
    ...(Object.values(simpleLayers) as [SimpleSchema, ...SimpleSchema[]]),
    z.strictObject({ layer: z.literal('residual'), layers: z.array(layerSchema).min(1, 'must hold a layer'), shortcut: z.array(layerSchema).default([]) }),
    z.strictObject({ layer: z.literal('parallel'), branches: z.array(z.array(layerSchema)).min(1, 'must hold a branch') }),
  ]),
)

/** Every kind of layer by its name. */
export const layerKinds: readonly LayerKind[] = [...(Object.keys(simpleLayers) as SimpleKind[]), 'residual', 'parallel']
