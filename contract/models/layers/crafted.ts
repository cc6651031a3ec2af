// Records of layers that compute features which nobody learns by gradient: the world before 2012. Names and defaults are those of scikit-image and scikit-learn.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { count, positive, sizes, truth } from './numbers'

export const craftedLayers = {
  /** skimage.feature.hog */
  hog: z.strictObject({
    layer: z.literal('hog'),
    /** Bins of 180 degrees. */
    orientations: count.max(180, phrase('must be at most {max}', { max: 180 })).default(9),
    pixelsPerCell: sizes.default(8),
    cellsPerBlock: sizes.default(3),
    blockNorm: z.enum(['L1', 'L1-sqrt', 'L2', 'L2-Hys']).default('L2-Hys'),
  }),
  /** Histograms of the nearest words of a codebook over dense SIFT descriptors. The codebook is found in training images before the first step. */
  visualWords: z.strictObject({
    layer: z.literal('visualWords'),
    words: count.max(10_000, phrase('must be at most {max}', { max: 10000 })).default(200),
    /** Pixels from one descriptor to the next. */
    step: count.default(3),
    /** Edge in pixels of the 4 x 4 bins of a descriptor. */
    binSize: count.default(4),
    /** Whether the four quarters of the image have histograms of their own beside that of the whole. */
    pyramid: truth.default(true),
  }),
  /** sklearn.kernel_approximation.RBFSampler, drawn by the run's seed. */
  fourierFeatures: z.strictObject({ layer: z.literal('fourierFeatures'), components: count.default(100), gamma: positive.default(1) }),
  /** sklearn.kernel_approximation.Nystroem with kernel="rbf". The landmarks are training images, chosen before the first step. */
  nystroem: z.strictObject({ layer: z.literal('nystroem'), components: count.max(1000, phrase('must be at most {max}', { max: 1000 })).default(100), gamma: positive.default(1) }),
} as const
