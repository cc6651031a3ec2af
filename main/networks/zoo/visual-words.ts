// Visual words: a linear or kernel classifier of histograms of dense SIFT descriptors.
// S. Lazebnik et al., "Beyond Bags of Features: Spatial Pyramid Matching for Recognizing Natural Scene Categories", CVPR 2006.
import type { Architecture } from './architecture'
import { kernelClassifier } from './kernel-classifier'
import { multiply } from '../listing'

/** For images of 1x28x28: 64 descriptors of 8 pixels and a little more, 5 histograms of 200 words, 1,000 features, brought to the length 6. */
export const visualWords: Architecture = (options) => [{ layer: 'visualWords', words: 200, step: 3, binSize: 2, pyramid: true }, multiply(6 / Math.SQRT2), ...kernelClassifier(options, 0.05, 6)]
