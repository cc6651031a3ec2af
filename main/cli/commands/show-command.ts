// `cnn-lab show RUN`: its argument and options.
import { jsonOption } from '../flags/shared-options'
import type { CommandRegistration } from './command-registration'
import type { ShowFlags } from './runs'

export const showCommand: CommandRegistration = (program, { context }) => {
  program
    .command('show')
    .description('show a run: settings, results by epoch, how it ended')
    .argument('<run>', 'id of the run')
    .option('--telemetry', 'also what its layers looked like, where it was trained with --telemetry <steps>')
    .addOption(jsonOption())
    .action(async (run: string, flags: ShowFlags) => {
      const { showRun } = await import('./runs')
      await showRun(run, flags, context)
    })
}
