// Small trainings that differ in all that a run carries from step to step; a checkpoint whenever a chunk of steps is done.

/** Many short epochs: each ends with an evaluation and a checkpoint, so that there is much to be killed in within a second. */
const small = ['--model', 'lenet-relu', '--limit-train', '200', '--limit-test', '100', '--batch-size', '8', '--epochs', '15', '--seed', '7', '--checkpoint-minutes', '0.0001']

/** Flags of `cnn-lab train` by what the recipe is about. @satisfies {Readonly<Record<string, readonly string[]>>} */
export const recipes = {
  momentum: [...small, '--optimizer', 'momentum', '--momentum', '0.9', '--lr', '0.02', '--weight-decay', '0.0001'],
  Adam: [...small, '--optimizer', 'adamw', '--lr', '0.001'],
  dropout: [...small, '--dropout', '0.5', '--lr', '0.05'],
  augmentation: [...small, '--flip', '--crop-padding', '3', '--cutout', '6', '--lr', '0.05'],
  schedule: [...small, '--optimizer', 'nesterov', '--lr', '0.05', '--schedule', 'cosine', '--warmup', '1', '--clip-norm', '1'],
  'early stopping': [...small, '--lr', '0.3', '--patience', '2'],
  'micro-batches': [...small, '--batch-size', '16', '--micro-batch-size', '4', '--lr', '0.05'],
  'measured plan': [...small, '--plan', 'measured', '--lr', '0.05'],
}

/** The first run of such a training in a home, and the second one. */
export const [firstRun, secondRun] = /** @type {const} */ (['lenet-relu-1', 'lenet-relu-2'])
