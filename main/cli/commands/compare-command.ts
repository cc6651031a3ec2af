// `cnn-lab compare RUN RUN...`: its arguments and options.
import { phrase } from '@language/phrase'
import { jsonOption } from '../flags/shared-options'
import { viewsFlag } from '../flags/views-flag'
import type { CommandRegistration } from './command-registration'
import type { CompareFlags } from './compare'

export const compareCommand: CommandRegistration = (program, { context }) => {
  program
    .command('compare')
    .description(phrase('runs side by side: results with intervals, settings that differ, paired tests on the same images'))
    .argument('<run...>', phrase('ids of two runs or more; the others are compared with the first'))
    .option('--epoch <n>', phrase('the checkpoint of each: `last`, `best` by its test (or validation) loss, or that of an epoch'), 'last')
    .option('--split <name>', phrase('the images: test, validation or train'), 'test')
    .option(...viewsFlag)
    .option('--corrected', phrase('with your corrections of labels'))
    .addOption(jsonOption())
    .action(async (runs: string[], flags: CompareFlags) => {
      const { compareRuns } = await import('./compare')
      await compareRuns(runs, flags, context)
    })
}
