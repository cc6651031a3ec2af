// Opens the trainer that suits a device.
import type { Network, StateValues } from '../../../networks/network'
import { plainRecipe, type TrainingRecipe } from '../../program/training/training-recipe'
import { capabilitiesOf } from '../../capabilities'
import type { ImageSet } from './image-set'
import { LoopTrainer } from './loop-trainer'
import { StepTrainer } from './step-trainer'
import type { Trainer, TrainerOptions } from './trainer'

/**
 * Compiles the training program of a network built for the number of images that go through it at once, for the recipe's device.
 * @param values where training starts from: parameters, buffers and, unless the optimizer begins, its slots; the trainer's own from now on
 */
export async function openTrainer(
  network: Network,
  data: ImageSet,
  values: StateValues,
  seed: number,
  recipe: TrainingRecipe = plainRecipe,
  options: TrainerOptions = {},
): Promise<Trainer> {
  const Suitable = capabilitiesOf[recipe.device].loops ? LoopTrainer : StepTrainer
  return Suitable.open(network, data, values, seed, recipe, options)
}
