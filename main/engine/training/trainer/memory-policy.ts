// Decides between speed and memory: whether a network's programs keep an arena, and whether steps are taken one by one.
import { layerTable } from '../../../analysis/layer-table'
import type { Network } from '../../../networks/network'

/** AlexNet at batch 32 has 170 MB of activations and 1.4 GB at its peak; at batch 128, 690 MB: an arena would take it to 1.9 GB. */
export const maxActivationBytes = 256e6
/** AlexNet's parameters are 187 MB; with what momentum keeps, an arena would take it beyond 2 GB. */
export const maxCarriedBytes = 256e6

export interface MemoryPolicy {
  /** ONNX Runtime keeps what it has had; otherwise every tensor comes from the system and goes back, for a fifth of the speed in short steps. */
  readonly keepsArena: boolean
  /** Of several steps at once another copy of the state is kept. Long steps hardly gain by them. */
  readonly singleSteps: boolean
}

/** @param carriedBytes parameters, buffers and what the optimizer keeps */
export function memoryPolicy(network: Network, carriedBytes: number): MemoryPolicy {
  const isLarge = layerTable(network).activationBytes > maxActivationBytes
  return { keepsArena: !isLarge && carriedBytes <= maxCarriedBytes, singleSteps: isLarge }
}
