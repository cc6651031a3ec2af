// Question: what do the convolutions of a network make of one image, and which class does it see there? Answered with the outputs of the layers, channel by channel.
import { z } from 'zod'
import { splitSchema } from '../../runs/evaluation'
import { trainedNetworkShape } from '../trained-network'
import { question } from './question'

const mapsOfLayerSchema = z.strictObject({
  /** Name as in the network's analysis. */
  layer: z.string(),
  /** Channels of the layer's output; the first of them have their maps here. */
  channels: z.int().positive(),
  /** Pixels of a map. */
  height: z.int().positive(),
  width: z.int().positive(),
  /** [shown channels, height, width]. */
  maps: z.instanceof(Float32Array),
  /** The least and the largest value of all channels. */
  lowest: z.number(),
  highest: z.number(),
})
export type MapsOfLayer = z.infer<typeof mapsOfLayerSchema>

const featureMapsSchema = z.strictObject({
  /** Label of the image in the data set. */
  label: z.int().nonnegative(),
  /** Probability of each class. */
  probabilities: z.array(z.number()),
  /** In the order of computation. */
  layers: z.array(mapsOfLayerSchema),
})
export type FeatureMaps = z.infer<typeof featureMapsSchema>

export const featureMaps = question({
  doing: 'computing feature maps',
  remedy: 'Try again with fewer layers.',
  args: z.strictObject({
    ...trainedNetworkShape,
    split: splitSchema,
    /** Number of the image in its split, from 0. */
    image: z.int().nonnegative(),
    /** Names of convolutions; null: all of them. */
    layers: z.array(z.string()).nullable(),
    /** Channels whose maps are wanted of each layer. */
    mostChannels: z.int().positive(),
  }),
  answer: featureMapsSchema,
})
