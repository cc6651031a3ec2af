// Options that several commands take.
import { Option } from 'commander'

export interface JsonFlag {
  readonly json?: boolean
}

export const jsonOption = (): Option => new Option('--json', 'write JSON to standard output, one object a line')
