// `cnn-lab runs`: its options.
import { phrase } from '@language/phrase'
import { jsonOption, type JsonFlag } from '../flags/shared-options'
import type { CommandRegistration } from './command-registration'

interface RunsFlags extends JsonFlag {
  readonly sort?: string
  readonly reverse?: boolean
  readonly limit?: string
}

export const runsCommand: CommandRegistration = (program, { context }) => {
  program
    .command('runs')
    .description(phrase('list runs, newest first; with words and conditions those that meet them: lenet "test accuracy > 88 % and dropout = 0"'))
    .argument('[query...]', phrase('words and conditions on settings and figures, joined by and, or, not and parentheses'))
    .option('--sort <column>', phrase('figure or setting to order by, such as "test accuracy" or lr'))
    .option('--reverse', phrase('the other way round'))
    .option('--limit <n>', phrase('list the first N only'))
    .addOption(jsonOption())
    .action(async (query: readonly string[], flags: RunsFlags) => {
      const { listRuns } = await import('./runs')
      const { sort = null, reverse = false, limit = null, json = false } = flags
      await listRuns({ query: query.join(' '), sort, reverse, limit, json }, context)
    })
}
