// Records of layers that compute features which nobody learns by gradient: the world before 2012. Names and defaults are those of scikit-image.
import { z } from 'zod'
import { count, sizes } from './numbers'

export const craftedLayers = {
  /** skimage.feature.hog */
  hog: z.strictObject({
    layer: z.literal('hog'),
    /** Bins of 180 degrees. */
    orientations: count.max(180, 'must be at most 180').default(9),
    pixelsPerCell: sizes.default(8),
    cellsPerBlock: sizes.default(3),
    blockNorm: z.enum(['L1', 'L1-sqrt', 'L2', 'L2-Hys']).default('L2-Hys'),
  }),
} as const
