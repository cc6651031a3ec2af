// `cnn-lab sweep FILE`: its argument and options.
import { phrase } from '@language/phrase'
import { withSlurmOptions } from '../flags/slurm-flags'
import { jsonOption } from '../flags/shared-options'
import type { CommandRegistration } from './command-registration'
import type { SweepFlags } from './sweep'

export const sweepCommand: CommandRegistration = (program, { context, report }) => {
  const sweep = program
    .command('sweep')
    .description(phrase('train many runs that differ in some settings, as a JSON file says'))
    .argument('<file>', phrase('JSON file of a sweep: base, axes, strategy, seeds'))
    .option('--on <place>', phrase('where it is trained: local, or slurm (on a cluster)'), 'local')
    .option('--dry-run', phrase('only print its points, and the time and memory that they are expected to take'))
    .option('--wait', phrase('with --on slurm: stay until the cluster has trained all points'))
  withSlurmOptions(sweep)
    .addOption(jsonOption())
    .action(async (file: string, flags: SweepFlags) => {
      const { sweep: work } = await import('./sweep')
      report(await work(file, flags, context))
    })
}
