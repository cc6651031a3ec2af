// `cnn-lab runs`: its options.
import { jsonOption, type JsonFlag } from '../flags/shared-options'
import type { CommandRegistration } from './command-registration'

export const runsCommand: CommandRegistration = (program, { context }) => {
  program
    .command('runs')
    .description('list all runs, newest first')
    .addOption(jsonOption())
    .action(async (flags: JsonFlag) => {
      const { listRuns } = await import('./runs')
      await listRuns(flags.json ?? false, context)
    })
}
