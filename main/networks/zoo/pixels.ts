// Raw pixels: a linear or kernel classifier of an image's pixels as they are.
import type { Architecture } from './architecture'
import { kernelClassifier } from './kernel-classifier'
import { flatten } from '../listing'

/** For images of 1x28x28: 7,850 parameters with 10 classes. */
export const pixels: Architecture = (options) => [flatten(), ...kernelClassifier(options, 0.02, 12)]
