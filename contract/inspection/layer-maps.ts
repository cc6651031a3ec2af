// What the layers of a network make of one image: their outputs, channel by channel.
import { z } from 'zod'

/** Which layers, and how many channels of each. */
export const layerMapsWantedSchema = z.strictObject({
  /** Names as in the network's analysis; null: every layer. */
  layers: z.array(z.string()).nullable(),
  /** The first so many channels of each layer. */
  mostChannels: z.int().positive(),
})
export type LayerMapsWanted = z.infer<typeof layerMapsWantedSchema>

export const mapsOfLayerSchema = z.strictObject({
  /** Name as in the network's analysis. */
  layer: z.string(),
  /** Kind of layer as in lists, e.g. `conv2d`. */
  kind: z.string(),
  /** Channels of the layer's output; the first of them have their maps here. */
  channels: z.int().positive(),
  /** Pixels of a map; 1 by 1 where the output has no places (of a linear layer, say). */
  height: z.int().positive(),
  width: z.int().positive(),
  /** [shown channels, height, width]. */
  maps: z.instanceof(Float32Array),
  /** The least and the largest value of all channels. */
  lowest: z.number(),
  highest: z.number(),
  /** Share of zeros among the values of all channels, 0..1. */
  zeroShare: z.number(),
})
export type MapsOfLayer = z.infer<typeof mapsOfLayerSchema>

export const layerMapsSchema = z.strictObject({
  /** Probability of each class. */
  probabilities: z.array(z.number()),
  /** In the order of computation. */
  layers: z.array(mapsOfLayerSchema),
})
export type LayerMaps = z.infer<typeof layerMapsSchema>
