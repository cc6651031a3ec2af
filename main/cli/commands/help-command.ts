// `cnn-lab help [COMMAND]`: what a command takes; a name that is none is a fault, and the nearest one is suggested.
import { phrase } from '@language/phrase'
import { didYouMean } from '@common/words/suggestion'
import { UsageError } from '../flags/usage-error'
import type { CommandRegistration } from './command-registration'

export const helpCommand: CommandRegistration = (program) => {
  program
    .helpCommand(false)
    .command('help')
    .description(phrase('show what a command takes'))
    .argument('[command]')
    .action((name: string | undefined) => {
      const command = name === undefined ? program : program.commands.find((candidate) => candidate.name() === name)
      if (!command) throw new UsageError(phrase('There is no command {name}.{didYouMean}', { name: name ?? '', didYouMean: didYouMean(name ?? '', program.commands.map((known) => known.name())) }))
      command.outputHelp()
    })
}
