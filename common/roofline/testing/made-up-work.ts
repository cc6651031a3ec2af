// Costs of made-up layers.
import type { PassCost, PassName } from '@contract/models/network-analysis'

const none: PassCost = { multiplyAdds: 0, flops: 0, bytesRead: 0, bytesWritten: 0 }

/** A layer that has nothing to do in any pass. */
export const noCosts: Readonly<Record<PassName, PassCost>> = { forward: none, inputGradient: none, weightGradient: none, update: none }
