// `cnn-lab open FILE`: its argument and options.
import { phrase } from '@language/phrase'
import { jsonOption } from '../flags/shared-options'
import type { CommandRegistration } from './command-registration'

export const openCommand: CommandRegistration = (program, { context, report }) => {
  program
    .command('open')
    .description(phrase('take over the runs of a bundle'))
    .argument('<file>', phrase('the bundle, e.g. runs.cnnlab'))
    .option('--verify', phrase('train each run again, and say whether it ends in the same bytes'))
    .addOption(jsonOption())
    .action(async (file: string, flags: { readonly verify?: boolean; readonly json?: boolean }) => {
      const { openBundle } = await import('./bundle')
      report(await openBundle(file, flags, context))
    })
}
