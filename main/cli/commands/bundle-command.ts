// `cnn-lab bundle RUN...`: its arguments and options.
import { phrase } from '@language/phrase'
import { jsonOption } from '../flags/shared-options'
import type { CommandRegistration } from './command-registration'

export const bundleCommand: CommandRegistration = (program, { context }) => {
  program
    .command('bundle')
    .description(phrase('take runs along in one file, with their curves, checkpoints and evaluations, for another lab to open'))
    .argument('<run...>', phrase('ids of the runs'))
    .requiredOption('--out <path>', phrase('file to write, e.g. runs.cnnlab'))
    .addOption(jsonOption())
    .action(async (runs: readonly string[], flags: { readonly out: string; readonly json?: boolean }) => {
      const { writeBundle } = await import('./bundle')
      await writeBundle(runs, flags, context)
    })
}
