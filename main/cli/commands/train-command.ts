// `cnn-lab train`: its options.
import { withSettings } from '../flags/setting-flags'
import { jsonOption, outputOption } from '../flags/shared-options'
import type { CommandRegistration } from './command-registration'
import type { TrainFlags } from './train'

export const trainCommand: CommandRegistration = (program, { context, report }) => {
  const train = program
    .command('train')
    .description('train a network (without options: the preset lenet-relu)')
    .option('--preset <name>', 'start from a preset; `cnn-lab presets` lists them')
    .option('--spec <file>', "start from a run's settings in a JSON file")
  withSettings(train)
    .option('--title <text>', 'title of the run in lists and reports')
    .addOption(outputOption())
    .addOption(jsonOption())
    .action(async (flags: TrainFlags) => {
      const { train: work } = await import('./train')
      report(await work(flags, context))
    })
}
