// Refuses a word behind a command that has subcommands, where the word names none of them.
import { enumeration } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import { didYouMean } from '@common/words/suggestion'
import type { Command } from 'commander'
import { UsageError } from '../flags/usage-error'

/** To be called by the command's own action; the command allows excess arguments, so that this sentence is told. @throws UsageError */
export function assertNoOperand(command: Command): void {
  const [word] = command.args
  if (word === undefined) return
  const name = `${command.name()} ${word}`
  const names = command.commands.map((subcommand) => `${command.name()} ${subcommand.name()}`)
  throw new UsageError(phrase('There is no command {name}.{didYouMean}', { name, didYouMean: didYouMean(name, names) || phrase(' There are {names}.', { names: enumeration(names) }) }))
}
