// Question: what do the layers of a network make of one image, and which class does it see there? Answered with the outputs of the layers, channel by channel.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { bytesSchema } from '../../inspection/bytes'
import { layerMapsSchema, layerMapsWantedSchema } from '../../inspection/layer-maps'
import { trainedNetworkShape } from '../trained-network'
import { question } from './question'

export const layerMaps = question({
  doing: phrase('computing feature maps'),
  remedy: phrase('Try again with fewer layers.'),
  args: z.strictObject({
    ...trainedNetworkShape,
    /** [channels, height, width] of the data set, 0..255. */
    pixels: bytesSchema,
    ...layerMapsWantedSchema.shape,
  }),
  answer: layerMapsSchema,
})
