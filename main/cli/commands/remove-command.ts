// `cnn-lab remove RUN...`: its arguments and options.
import { phrase } from '@language/phrase'
import { jsonOption } from '../flags/shared-options'
import type { CommandRegistration } from './command-registration'
import type { RemoveRunsFlags } from './remove'

export const removeCommand: CommandRegistration = (program, { context, report }) => {
  program
    .command('remove')
    .description(phrase('delete runs that have ended, with all their files; asks before'))
    .argument('<run...>', phrase('ids of the runs, e.g. lenet-relu-3'))
    .option('--yes', phrase('do not ask'))
    .addOption(jsonOption())
    .addHelpText('after', `
${phrase('Examples:')}
  cnn-lab remove lenet-relu-3
  cnn-lab remove lenet-1 lenet-2 --yes

${phrase('In the window, deleted runs can be put back until it is closed; here they are gone at once.')}`)
    .action(async (runs: readonly string[], flags: RemoveRunsFlags) => {
      const { removeRuns } = await import('./remove')
      report(await removeRuns(runs, flags, context))
    })
}
