// Chooses the training program of devices that run a Loop: a chunk of steps in each run, or one step where copies of the state count.
import type { Network } from '../../../networks/network'
import type { ImageFormat } from '../../program/inputs/image-batch'
import { emitLoneStep } from '../../program/training/lone-step-program'
import { emitLoop } from '../../program/training/loop-program'
import type { TrainingGraph } from '../../program/training/training-program'
import type { TrainingRecipe } from '../../program/training/training-recipe'
import { bytesOf, carriedBy } from '../../program/training/training-step'
import { memoryPolicy } from './memory-policy'

export interface TrainingEmission {
  /** Whether each run on the CPU takes one step; default: as {@link memoryPolicy} says. */
  readonly takesLoneSteps?: boolean | undefined
  /** See `emitLoneStep`. */
  readonly lateBytes?: number | undefined
}

export function emitTraining(network: Network, format: ImageFormat, recipe: TrainingRecipe, { takesLoneSteps, lateBytes }: TrainingEmission = {}): TrainingGraph {
  const isAlone = takesLoneSteps ?? memoryPolicy(network, bytesOf(carriedBy(network, recipe).all)).loneSteps
  // A GPU has the state copied to it for each run.
  return recipe.device === 'cpu' && isAlone ? emitLoneStep(network, format, recipe, lateBytes) : emitLoop(network, format, recipe)
}
