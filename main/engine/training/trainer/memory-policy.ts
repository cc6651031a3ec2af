// Decides between speed and memory: whether a network's programs keep an arena, and whether steps are taken one by one.
import { arenaLimits, hasLargeActivations, keepsArena } from '@common/training/arena-limits'
import { activationBytes } from '../../../analysis/value-bytes'
import type { Network } from '../../../networks/network'

export interface MemoryPolicy {
  /** ONNX Runtime keeps freed memory for reuse. Otherwise it allocates and frees every tensor, which costs a quarter of the speed and more. */
  readonly keepsArena: boolean
  /** Each run of the program takes one step: with several, another copy of the state is held. Long steps hardly gain by being taken together. */
  readonly singleSteps: boolean
  /** These are steps of a program without a Loop, which copies no state. With large activations the Loop's program takes less memory. */
  readonly loneSteps: boolean
}

/** @param carriedBytes parameters, buffers and what the optimizer keeps */
export function memoryPolicy(network: Network, carriedBytes: number): MemoryPolicy {
  const step = { activations: activationBytes(network.graph), carried: carriedBytes }
  const isLarge = hasLargeActivations(step)
  const loneSteps = !isLarge && carriedBytes > arenaLimits.loopedBytes
  return { keepsArena: keepsArena(step), singleSteps: isLarge || loneSteps, loneSteps }
}

/** Whether programs without gradients keep an arena: their activations alone decide, as nothing is carried from step to step. */
export const keepsArenaInEvaluation = (network: Network): boolean => activationBytes(network.graph) <= arenaLimits.togetherBytes
