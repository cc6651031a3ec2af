// `cnn-lab show RUN`: its argument and options.
import { phrase } from '@language/phrase'
import { jsonOption } from '../flags/shared-options'
import type { CommandRegistration } from './command-registration'
import type { ShowFlags } from './runs'

export const showCommand: CommandRegistration = (program, { context }) => {
  program
    .command('show')
    .description(phrase('show a run: settings, results by epoch, how it ended'))
    .argument('<run>', phrase('id of the run'))
    .option('--telemetry', phrase('also what its layers looked like, where it was trained with --telemetry <steps>'))
    .addOption(jsonOption())
    .action(async (run: string, flags: ShowFlags) => {
      const { showRun } = await import('./runs')
      await showRun(run, flags, context)
    })
}
