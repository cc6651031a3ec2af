// Raw pixels: a linear classifier of an image's pixels as they are.
import type { Architecture } from './architecture'
import { flatten, linear } from '../listing'

/** For images of 1x28x28: 7,850 parameters with 10 classes. */
export const pixels: Architecture = ({ classes }) => [flatten(), linear(classes)]
