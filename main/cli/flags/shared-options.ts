// Options that several commands take.
import { Option } from 'commander'

export interface JsonFlag {
  readonly json?: boolean
}

export const jsonOption = (): Option => new Option('--json', 'write JSON to standard output, one object a line')

/** The flags of a subcommand; commander takes a `--json` behind it for the one of the command. */
export const withJson = <Flags extends JsonFlag>(ofCommand: JsonFlag, flags: Flags): Flags => ({ ...flags, ...((flags.json ?? ofCommand.json) && { json: true }) })
