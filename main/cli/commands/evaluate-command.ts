// `cnn-lab evaluate RUN`: its argument and options.
import { phrase } from '@language/phrase'
import { checkpointFlag } from '../flags/checkpoint-flag'
import { viewsFlag } from '../flags/views-flag'
import { jsonOption } from '../flags/shared-options'
import type { CommandRegistration } from './command-registration'
import type { EvaluateFlags } from './evaluate'

export const evaluateCommand: CommandRegistration = (program, { context }) => {
  program
    .command('evaluate')
    .description(phrase('what a run answers for every image: accuracy, figures of each class, confusions, calibration'))
    .argument('<run>', phrase('id of the run, e.g. lenet-relu-3'))
    .option(...checkpointFlag)
    .option('--split <name>', phrase('the images: test, validation or train'), 'test')
    .option(...viewsFlag)
    .option('--corrected', phrase('with your corrections of labels'))
    .addOption(jsonOption())
    .action(async (run: string, flags: EvaluateFlags) => {
      const { evaluateRun } = await import('./evaluate')
      await evaluateRun(run, flags, context)
    })
}
