// A network as data: its name, the images it is made for, how its first weights are drawn, and its layers.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { initializerNameSchema } from '../initializers'
import { layerSchema } from './layer'
import { boundsFault, listingFault, wordsOf } from './listing-fault'

/** Channels, height or width of images. */
export const imageEdge = z.int(phrase('must be a whole number')).min(1, phrase('must be at least {min}', { min: 1 })).max(4096, phrase('must be at most {max}', { max: 4096 }))

/** Most letters of a network's name. */
export const mostNameLetters = 100

/** A network's name, as titles and files name it. */
export const networkNameSchema = z.string(phrase('must be a text')).min(1, phrase('must not be empty')).max(mostNameLetters, phrase('must have at most {most} letters', { most: mostNameLetters }))

const listingFields = z.strictObject({
  name: networkNameSchema,
  /** Channels, height, width of the images that it is made for. */
  input: z.tuple([imageEdge, imageEdge, imageEdge], phrase('must be channels, height and width')),
  /** How the first weights are drawn. */
  initializer: initializerNameSchema,
  layers: z.array(layerSchema, phrase('must be a list of layers')).min(1, phrase('must hold a layer')),
})

/** A network: layers from images [N, channels, height, width] to logits. */
export const networkListingSchema = z
  .custom<z.input<typeof listingFields>>()
  .superRefine((value, context) => {
    // Checked first, because the schema of the layers calls itself as deep as they are nested.
    const fault = boundsFault(value)
    if (fault) context.addIssue({ code: 'custom', path: [...fault.path], message: fault.message })
  })
  .pipe(listingFields)
export type NetworkListing = z.output<typeof networkListingSchema>

/** Everything that is wrong with a value as a network's listing, each fault with its place; empty for a valid one. */
export function listingFaults(value: unknown): readonly string[] {
  const issues = networkListingSchema.safeParse(value).error?.issues ?? []
  return issues.map((issue) => wordsOf(listingFault(issue, value), value))
}
