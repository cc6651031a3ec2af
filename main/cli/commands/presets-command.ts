// `cnn-lab presets`: its options.
import { phrase } from '@language/phrase'
import { jsonOption, type JsonFlag } from '../flags/shared-options'
import type { CommandRegistration } from './command-registration'

export const presetsCommand: CommandRegistration = (program, { context }) => {
  program
    .command('presets')
    .description(phrase('list the presets'))
    .addOption(jsonOption())
    .action(async (flags: JsonFlag) => {
      const { listPresets } = await import('./presets')
      listPresets(flags.json ?? false, context.stdout)
    })
}
