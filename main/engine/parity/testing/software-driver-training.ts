// Training on WebGPU's software driver in tests: its recipe, its images, its time limit.
import { loadDataset } from '../../../data/catalogue'
import { plainRecipe, type TrainingRecipe } from '../../program/training/training-recipe'
import type { ImageSet } from '../../training/trainer/image-set'

export const directRecipe: TrainingRecipe = { ...plainRecipe, convolution: 'direct' }

/** Milliseconds; the software driver computes a few million multiplications a second. */
export const patience = 300_000

/** The first 256 images of Fashion-MNIST. */
export async function fewImages(): Promise<ImageSet> {
  const { info, train } = await loadDataset('fashion-mnist', { limitTrain: 256, limitTest: 1 })
  return { ...train, channels: info.channels, height: info.height, width: info.width }
}
