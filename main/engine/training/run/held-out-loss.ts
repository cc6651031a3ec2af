// The loss by which epochs are judged, in words.
import { phrase } from '@language/phrase'
import type { HeldOutSplit } from '@contract/runs/held-out'

/** By the images that judge epochs. */
export const heldOutLoss: Readonly<Record<HeldOutSplit, string>> = { test: phrase('test loss'), validation: phrase('validation loss') }
