// `cnn-lab sweep FILE`: its argument and options.
import { jsonOption } from '../flags/shared-options'
import type { CommandRegistration } from './command-registration'
import type { SweepFlags } from './sweep'

export const sweepCommand: CommandRegistration = (program, { context, report }) => {
  program
    .command('sweep')
    .description('train many runs that differ in some settings, as a JSON file says')
    .argument('<file>', 'JSON file of a sweep: base, axes, strategy, seeds')
    .option('--on <place>', 'where it is trained: local', 'local')
    .option('--dry-run', 'only print its points, and the time and memory that they are expected to take')
    .addOption(jsonOption())
    .action(async (file: string, flags: SweepFlags) => {
      const { sweep } = await import('./sweep')
      report(await sweep(file, flags, context))
    })
}
