// The images that a run trains or tests on, in memory as they are stored.
import type { ImageFormat } from '../program/image-batch'

export interface ImageSet extends ImageFormat {
  /** uint8 [count, channels, height, width], row-major. */
  readonly images: Uint8Array
  /** uint8 [count]. */
  readonly labels: Uint8Array
}
