// Forward pass of a trained network: written out as in training where the device lacks operators, without dropout or updates.
import { builtInPlan } from '@contract/training/plan'
import type { Capabilities } from '../capabilities'
import type { TrainingContext } from './rule'

/** Training's context for a forward pass without a tape: nothing is differentiated through it. Null where the device has every operator. */
export function inUse(capabilities: Capabilities): TrainingContext | null {
  if (capabilities.lacks.length === 0) return null
  return {
    capabilities,
    dropoutMask: () => null,
    imageMask: () => {
      throw new Error('a network in use has no statistics of the batch')
    },
    normalizesByBatch: () => false,
    fastConvolutions: false,
    plan: builtInPlan,
  }
}
