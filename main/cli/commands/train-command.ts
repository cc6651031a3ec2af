// `cnn-lab train`: its options.
import { phrase } from '@language/phrase'
import { withSettings } from '../flags/setting-flags'
import { jsonOption, outputOption } from '../flags/shared-options'
import type { CommandRegistration } from './command-registration'
import type { TrainFlags } from './train'

export const trainCommand: CommandRegistration = (program, { context, report }) => {
  const train = program
    .command('train')
    .description(phrase('train a network (without options: the preset lenet-relu)'))
    .option('--preset <name>', phrase('start from a preset; `cnn-lab presets` lists them'))
    .option('--spec <file>', phrase("start from a run's settings in a JSON file"))
  withSettings(train)
    .option('--title <text>', phrase('title of the run in lists and reports'))
    .addOption(outputOption())
    .addOption(jsonOption())
    .action(async (flags: TrainFlags) => {
      const { train: work } = await import('./train')
      report(await work(flags, context))
    })
}
