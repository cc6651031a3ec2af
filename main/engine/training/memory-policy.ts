// Decides between speed and memory: whether a network's programs keep an arena.
import { layerTable } from '../analysis/layer-table'
import type { Network } from '../networks/network'

/** AlexNet at batch 32 has 170 MB of activations and 1.4 GB at its peak; at batch 128, 670 MB: an arena would take it beyond 2 GB. */
export const maxActivationBytes = 256e6

/**
 * A network whose activations are large does without the arena, at the cost of about a fifth of the speed: what the system gives has to
 * be cleared anew for every tensor.
 */
export function keepsArena(network: Network): boolean {
  return layerTable(network).activationBytes <= maxActivationBytes
}
