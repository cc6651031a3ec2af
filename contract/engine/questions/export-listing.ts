// Question: what is the network of a list of layers, with its first weights, as a file? Standard ONNX, or safetensors by the end of its name.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { networkListingSchema } from '../../models/layers/listing'
import { question } from './question'

export const exportListing = question({
  doing: phrase('exporting a network'),
  remedy: phrase('Try again.'),
  args: z.strictObject({
    listing: networkListingSchema,
    /** Absolute path of the file to write. */
    path: z.string(),
  }),
  /** Size of the file in bytes. */
  answer: z.int().positive(),
})
