// HOG: a linear or kernel classifier of histograms of oriented gradients.
// N. Dalal, B. Triggs, "Histograms of Oriented Gradients for Human Detection", CVPR 2005, with cells of 4 pixels for small images.
import type { Architecture } from './architecture'
import { kernelClassifier } from './kernel-classifier'

/** For images of 1x28x28: 36 blocks of 2x2 cells with 9 orientations, 1,296 features of length 6. */
export const hog: Architecture = (options) => [{ layer: 'hog', orientations: 9, pixelsPerCell: 4, cellsPerBlock: 2 }, ...kernelClassifier(options, 0.05, 6)]
