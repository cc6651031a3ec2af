// Layers as data: a network is a list of such records, under PyTorch's names and with PyTorch's defaults.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { activationLayers } from './activation'
import { weightedLayers } from './convolution'
import { craftedLayers } from './crafted'
import { normalizationLayers } from './normalization'
import { poolingLayers } from './pooling'
import { rearrangingLayers } from './rearrangement'

/** Every kind of layer but the blocks, which hold layers. */
const simpleLayers = { ...weightedLayers, ...poolingLayers, ...normalizationLayers, ...activationLayers, ...rearrangingLayers, ...craftedLayers } as const

type SimpleSchema = (typeof simpleLayers)[keyof typeof simpleLayers]
export type SimpleLayer = z.infer<SimpleSchema>
export type SimpleKind = SimpleLayer['layer']

/** The sum of the outputs of `layers` and of `shortcut`; an empty shortcut passes the input on. */
export interface ResidualBlock {
  readonly layer: 'residual'
  readonly layers: readonly LayerRecord[]
  readonly shortcut: readonly LayerRecord[]
}

/** The outputs of all branches for the same input, concatenated along the channels; an empty branch passes the input on. */
export interface ParallelBlock {
  readonly layer: 'parallel'
  readonly branches: readonly (readonly LayerRecord[])[]
}

/** A layer with all its fields. */
export type LayerRecord = SimpleLayer | ResidualBlock | ParallelBlock
export type LayerKind = LayerRecord['layer']
/** The record of one kind. */
export type RecordOf<Kind extends LayerKind> = Extract<LayerRecord, { readonly layer: Kind }>

/** A layer as a user may write it: fields that are left out get PyTorch's defaults. */
export type LayerInput =
  | z.input<SimpleSchema>
  | { readonly layer: 'residual'; readonly layers: readonly LayerInput[]; readonly shortcut?: readonly LayerInput[] | undefined }
  | { readonly layer: 'parallel'; readonly branches: readonly (readonly LayerInput[])[] }
/** A written layer of one kind, without the name of its kind. */
export type OptionsOf<Kind extends SimpleKind> = Omit<Extract<LayerInput, { readonly layer: Kind }>, 'layer'>

export const layerSchema: z.ZodType<LayerRecord, LayerInput> = z.lazy(() =>
  z.discriminatedUnion('layer', [
    ...(Object.values(simpleLayers) as [SimpleSchema, ...SimpleSchema[]]),
    z.strictObject({ layer: z.literal('residual'), layers: z.array(layerSchema).min(1, phrase('must hold a layer')), shortcut: z.array(layerSchema).default([]) }),
    z.strictObject({ layer: z.literal('parallel'), branches: z.array(z.array(layerSchema)).min(1, phrase('must hold a branch')) }),
  ]),
)

/** Every kind of layer by its name. */
export const layerKinds: readonly LayerKind[] = [...(Object.keys(simpleLayers) as SimpleKind[]), 'residual', 'parallel']
