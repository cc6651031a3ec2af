// What became of an image file that a network was asked about.
import type { Problem } from '@contract/problem'

export interface FileAnswer {
  readonly kind: 'answered'
  readonly path: string
  /** [classes] */
  readonly probabilities: Float32Array
  /** Whether bright and dark were swapped on the way to the data set's form. */
  readonly isInverted: boolean
}

interface FileTrouble {
  readonly path: string
  readonly problem: Problem
}

export type FileOutcome =
  | FileAnswer
  | (FileTrouble & { readonly kind: 'failed' })
  /** Found in a folder, and no image. */
  | (FileTrouble & { readonly kind: 'left-out' })
