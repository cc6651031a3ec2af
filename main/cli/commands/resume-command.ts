// `cnn-lab resume RUN`: its argument and options.
import { phrase } from '@language/phrase'
import { jsonOption } from '../flags/shared-options'
import type { CommandRegistration } from './command-registration'
import type { ResumeFlags } from './train'

export const resumeCommand: CommandRegistration = (program, { context, report }) => {
  program
    .command('resume')
    .description(phrase('go on with a run that has ended early, from its newest whole checkpoint'))
    .argument('<run>', phrase('id of the run, e.g. lenet-relu-3'))
    .option('--epochs <n>', phrase('train a complete run for so many more epochs, from its last checkpoint'))
    .addOption(jsonOption())
    .action(async (run: string, flags: ResumeFlags) => {
      const { resume } = await import('./train')
      report(await resume(run, flags, context))
    })
}
