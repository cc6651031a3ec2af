// Planes of numbers, as answers about images have them: maps over an image, or an image itself.
import { z } from 'zod'

export const planesShape = {
  channels: z.int().positive(),
  height: z.int().positive(),
  width: z.int().positive(),
  /** [channels, height, width]. */
  values: z.instanceof(Float32Array),
}
