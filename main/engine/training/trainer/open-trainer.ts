// Opens the trainer that suits a device.
import type { Network, StateValues } from '../../../networks/network'
import { plainRecipe, type TrainingRecipe } from '../../program/training/training-recipe'
import { capabilitiesOf } from '../../capabilities'
import type { ImageSet } from './image-set'
import { LoopTrainer } from './loop-trainer'
import { StepTrainer } from './step-trainer'
import type { Trainer, TrainerOptions } from './trainer'

/** Compiles the training program of a network for the recipe's device. For the parameters see `TrainingTask`. */
export async function openTrainer(
  network: Network,
  data: ImageSet,
  values: StateValues,
  seed: number,
  recipe: TrainingRecipe = plainRecipe,
  options: TrainerOptions = {},
): Promise<Trainer> {
  const Suitable = capabilitiesOf[recipe.device].loops ? LoopTrainer : StepTrainer
  return Suitable.open({ network, data, values, seed, recipe }, options)
}
