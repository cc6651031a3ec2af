// `cnn-lab code [RUN]`: its argument and options.
import { enumeration } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import { frameworkNames } from '@contract/models/frameworks'
import { withSettings } from '../flags/setting-flags'
import type { CodeFlags } from './code'
import type { CommandRegistration } from './command-registration'

export const codeCommand: CommandRegistration = (program, { context }) => {
  const command = program
    .command('code')
    .description(phrase('write a network, or a whole run, as a Python program'))
    .argument('[run]', phrase('id of the run whose network to write'))
    .requiredOption('--framework <name>', enumeration(frameworkNames))
    .option('--run', phrase('write the whole run: data, optimizer, schedule, training loop'))
    .option('--preset <name>', phrase('start from a preset; `cnn-lab presets` lists them'))
    .option('--spec <file>', phrase("start from a run's settings in a JSON file"))
  withSettings(command)
    .option('--out <path>', phrase('file to write (without: standard output)'))
    .action(async (run: string | undefined, flags: CodeFlags) => {
      const { writeCode } = await import('./code')
      await writeCode(run, flags, context)
    })
}
