// `cnn-lab resume RUN`: its argument and options.
import { jsonOption, type JsonFlag } from '../flags/shared-options'
import type { CommandRegistration } from './command-registration'

export const resumeCommand: CommandRegistration = (program, { context, report }) => {
  program
    .command('resume')
    .description('go on with a run that has ended early, from its newest whole checkpoint')
    .argument('<run>', 'id of the run, e.g. lenet-relu-3')
    .addOption(jsonOption())
    .action(async (run: string, flags: JsonFlag) => {
      const { resume } = await import('./train')
      report(await resume(run, flags.json ?? false, context))
    })
}
