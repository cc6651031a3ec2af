// `cnn-lab show RUN`: its argument and options.
import { jsonOption, type JsonFlag } from '../flags/shared-options'
import type { CommandRegistration } from './command-registration'

export const showCommand: CommandRegistration = (program, { context }) => {
  program
    .command('show')
    .description('show a run: settings, results by epoch, how it ended')
    .argument('<run>', 'id of the run')
    .addOption(jsonOption())
    .action(async (run: string, flags: JsonFlag) => {
      const { showRun } = await import('./runs')
      await showRun(run, flags.json ?? false, context)
    })
}
