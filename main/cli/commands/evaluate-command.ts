// `cnn-lab evaluate RUN`: its argument and options.
import { jsonOption } from '../flags/shared-options'
import type { CommandRegistration } from './command-registration'
import type { EvaluateFlags } from './evaluate'

export const evaluateCommand: CommandRegistration = (program, { context }) => {
  program
    .command('evaluate')
    .description('what a run answers for every image: accuracy, figures of each class, confusions, calibration')
    .argument('<run>', 'id of the run, e.g. lenet-relu-3')
    .option('--epoch <n>', 'the checkpoint: `last`, `best` by its test loss, or that of an epoch', 'last')
    .option('--split <name>', 'the images: test, validation or train', 'test')
    .option('--corrected', 'with your corrections of labels')
    .addOption(jsonOption())
    .action(async (run: string, flags: EvaluateFlags) => {
      const { evaluateRun } = await import('./evaluate')
      await evaluateRun(run, flags, context)
    })
}
