// What each command's own file gives the program: its name, description, arguments, options, and what it does.
import type { Command } from 'commander'
import type { CommandContext } from '../terminal/command-context'

export interface RegistrationOptions {
  readonly context: CommandContext
  /** Reports whether the work was done, for commands that can end early without an error. */
  readonly report: (done: boolean) => void
}

/**
 * Adds a command to the program. Its action loads the module that does the work only when the command is called, so that every command
 * starts fast.
 */
export type CommandRegistration = (program: Command, options: RegistrationOptions) => void
