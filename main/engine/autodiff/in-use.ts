// How a network in use is written for a device: as training does where the device lacks operators, but nothing dropped, nothing updated.
import type { Capabilities } from '../capabilities'
import type { TrainingContext } from './rule'

/** To record a forward pass with that nothing will be differentiated through; null where the device has every operator as it stands. */
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
  }
}
