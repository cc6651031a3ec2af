// Question: which convolutions does a network have, and what are the filters of one?
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { trainedNetworkShape } from '../trained-network'
import { question } from './question'

const size = z.int().positive()
const layer = z.string()
/** [filters, channels of each, height, width]. */
const shape = z.tuple([size, size, size, size])

export const filters = question({
  doing: phrase('reading the filters of a network'),
  remedy: phrase('Try again.'),
  args: z.strictObject({
    ...trainedNetworkShape,
    /** Name of a convolution whose weights are wanted; null: of none. */
    layer: layer.nullable(),
  }),
  answer: z.strictObject({
    /** The convolutions in the order of computation. */
    layers: z.array(z.strictObject({ layer, shape })),
    /** The weights that are wanted; null where none are. */
    values: z.instanceof(Float32Array).nullable(),
  }),
})
