// The last hidden layer of a network for many images: what it knows of them before it decides, and its principal components.
import { z } from 'zod'
import { splitSchema } from '../runs/evaluation'

/** Principal components that are told, at most. */
export const mostComponents = 50

export const imageFeaturesSchema = z.strictObject({
  /** Name of the last hidden layer as in the network's analysis. */
  layer: z.string(),
  images: z.int().positive(),
  /** The split of the data set in which the images lie, and the number of each image in it, [images]: those that validate may be training images. */
  within: splitSchema,
  numbers: z.instanceof(Uint32Array),
  /** Elements of the layer for one image. */
  width: z.int().positive(),
  /** [images, width]. */
  features: z.instanceof(Float32Array),
  /** [images, components]: the centred features in the directions of the largest variance. As many components as were asked for, or as there are images or elements. */
  components: z.instanceof(Float32Array),
  /** Share of the variance along each component, 0..1. */
  explained: z.array(z.number()),
  /** [images]: classes in the data set, and what the network answers. */
  labels: z.instanceof(Uint16Array),
  predictions: z.instanceof(Uint16Array),
})
export type ImageFeatures = z.infer<typeof imageFeaturesSchema>

/** Images by their components alone, as the page gets them: the features of many images take hundreds of megabytes. */
export type ImageEmbedding = Omit<ImageFeatures, 'features'>

/** An image and how far it is from another, in the space of the last hidden layer. */
export interface NearImage {
  readonly index: number
  readonly label: number
  /** Euclidean. */
  readonly distance: number
}
