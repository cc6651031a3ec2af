// Options that several commands take.
import { phrase } from '@language/phrase'
import { Option } from 'commander'

export interface JsonFlag {
  readonly json?: boolean
}

/** Of commands that take an ONNX file. */
export const outputOption = (): Option => new Option('--output <name>', phrase('of an ONNX file with several outputs: the one whose numbers are the classes'))

export const jsonOption = (): Option => new Option('--json', phrase('write JSON to standard output, one object a line'))

/** The flags of a subcommand; commander takes a `--json` behind it for the one of the command. */
export const withJson = <Flags extends JsonFlag>(ofCommand: JsonFlag, flags: Flags): Flags => ({ ...flags, ...((flags.json ?? ofCommand.json) && { json: true }) })
