// `cnn-lab train`: its options.
import { initializerNames } from '@contract/models/initializers'
import { optimizers } from '@contract/training/optimizer'
import { schedules } from '@contract/training/schedule'
import { activationOption, jsonOption, poolingOption, tabOption } from '../flags/shared-options'
import type { CommandRegistration } from './command-registration'
import type { TrainFlags } from './train'

export const trainCommand: CommandRegistration = (program, { context, report }) => {
  program
    .command('train')
    .description('train a network (without options: the preset lenet-relu)')
    .option('--preset <name>', 'start from a preset; `cnn-lab presets` lists them')
    .option('--spec <file>', "start from a run's settings in a JSON file")
    .option('--model <name>', 'network, or an ONNX file; `cnn-lab models` lists the networks')
    .option('--weights <how>', 'of an ONNX file: keep (train on) or redraw (begin anew)')
    .option('--dataset <name>', 'data set; `cnn-lab datasets` lists them')
    .option('--epochs <n>', 'passes over the training images')
    .option('--batch-size <n>', 'images per step')
    .option('--micro-batch-size <n>', 'images that go through the network at once, to save memory; 0: the whole batch')
    .option('--lr <x>', 'learning rate; of a schedule, the highest')
    .option('--optimizer <name>', optimizers.map(({ name }) => name).join(', '))
    .option('--momentum <x>', 'share of the velocity kept from step to step, for momentum (also chosen by this flag) and nesterov')
    .option('--weight-decay <x>', 'pull of the weights towards zero; biases and normalisation are exempt')
    .option('--decay-biases', 'weight decay for biases and normalisation too')
    .option('--decoupled-decay', 'weight decay apart from the velocity, for momentum and nesterov; adamw has no other')
    .option('--clip-norm <x>', 'shorten gradients whose norm, all together, is larger; 0: never')
    .option('--beta1 <x>', 'share kept of the mean of gradients, for adamw')
    .option('--beta2 <x>', 'share kept of the mean of squared gradients, for adamw')
    .option('--epsilon <x>', 'added to the root of that mean, for adamw')
    .option('--schedule <name>', `how the learning rate changes: ${schedules.map(({ name }) => name).join(', ')}`)
    .option('--warmup <epochs>', 'epochs over which the rate first rises, before any schedule')
    .option('--step-epochs <n>', 'epochs between two drops of the schedule step')
    .option('--decay-factor <x>', 'what is left of the rate at each drop of step, or over each epoch of exponential')
    .option('--final-share <x>', 'share of the rate that the schedule cosine ends at')
    .option('--rise-share <x>', 'share of the steps in which one-cycle rises')
    .option('--start-divisor <x>', 'one-cycle begins at the learning rate divided by this')
    .option('--final-divisor <x>', 'and ends at its beginning divided by this')
    .option('--low-momentum <x>', 'momentum of one-cycle at its highest rate; without, the momentum stays')
    .option('--label-smoothing <x>', 'share of each target spread over all classes, in training only')
    .option('--dropout <x>', 'probability of dropping a unit, 0 to 0.95')
    .addOption(activationOption())
    .addOption(poolingOption())
    .addOption(tabOption())
    .option('--initializer <name>', `how weights are drawn: ${initializerNames.join(', ')}`)
    .option('--size <pixels>', 'edge of the square that images are resized to')
    .option('--flip', 'mirror half of the training images, by chance')
    .option('--no-flip', 'mirror none')
    .option('--crop-padding <n>', 'shift each training image by up to N pixels: padded, then cropped at random')
    .option('--cutout <n>', 'black out a square of N pixels at a random place of each training image')
    .option('--seed <n>', 'number that all randomness of the run follows from')
    .option('--device <name>', 'auto, cpu, webgpu or cuda')
    .option('--convolution <way>', 'fast: by Fourier or Winograd transforms where they are cheaper; direct: term by term')
    .option('--precision <name>', 'float32, or mixed: products in float16, for the device cuda')
    .option('--checkpoint-minutes <x>', 'minutes between checkpoints within an epoch; each epoch ends with one')
    .option('--limit-train <n>', 'train on the first N images only')
    .option('--limit-test <n>', 'test on the first N images only')
    .option('--title <text>', 'title of the run in lists and reports')
    .addOption(jsonOption())
    .action(async (flags: TrainFlags) => {
      const { train } = await import('./train')
      report(await train(flags, context))
    })
}
