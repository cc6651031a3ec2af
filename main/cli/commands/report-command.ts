// `cnn-lab report RUN...`: its arguments and options.
import type { CommandRegistration } from './command-registration'

export const reportCommand: CommandRegistration = (program, { context }) => {
  program
    .command('report')
    .description('write a report of one or more runs')
    .argument('<run...>', 'ids of the runs')
    .requiredOption('--format <format>', 'html, md, csv or json')
    .requiredOption('--out <path>', 'file to write')
    .action(async (runs: readonly string[], flags: { readonly format: string; readonly out: string }) => {
      const { writeReport } = await import('./report')
      await writeReport(runs, flags.format, flags.out, context)
    })
}
