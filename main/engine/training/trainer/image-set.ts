// The images that a run trains or tests on, in memory as they are stored.
import type { LabelledImages } from '../../../data/dataset'
import type { ImageFormat } from '../../program/inputs/image-batch'

/** Images uint8 [count, channels, height, width] and their labels. */
export interface ImageSet extends LabelledImages, ImageFormat {}
