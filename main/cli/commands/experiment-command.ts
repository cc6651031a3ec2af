// `cnn-lab experiment [NAME]`: its argument and options.
import { enumeration } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import { experimentSizes } from '@contract/experiments/experiment-names'
import { jsonOption } from '../flags/shared-options'
import type { CommandRegistration } from './command-registration'
import type { ExperimentFlags } from './experiment'

export const experimentCommand: CommandRegistration = (program, { context, report }) => {
  program
    .command('experiment')
    .description(phrase("run one of the chapter's experiments, or list them; called again, it goes on, and with a larger size it keeps what was run"))
    .argument('[name]', phrase('name of an experiment, e.g. batch-size; left out: list them'))
    .option('--size <size>', phrase('{sizes}; left out: that which was begun, else quick', { sizes: enumeration(experimentSizes) }))
    .option('--network <name>', phrase('add a network to the list of an experiment such as simplify: an own or imported one, or one of the zoo; can be given several times'), (name: string, names: readonly string[] | undefined): readonly string[] | undefined => [...(names ?? []), name])
    .option('--new', phrase('begin anew, beside what was run before'))
    .option('--dry-run', phrase('only tell what would be run, and the time and memory that it is expected to take'))
    .addOption(jsonOption())
    .action(async (name: string | undefined, flags: ExperimentFlags) => {
      const { listExperiments, runExperiment } = await import('./experiment')
      report(name === undefined ? await listExperiments(flags, context) : await runExperiment(name, flags, context))
    })
}
