// Options that several commands take.
import { activationNames, bookTabs, poolingNames } from '@contract/models/zoo'
import { Option } from 'commander'

export interface JsonFlag {
  readonly json?: boolean
}

export const jsonOption = (): Option => new Option('--json', 'write JSON to standard output, one object a line')
export const activationOption = (): Option => new Option('--activation <name>', `activation of LeNet: ${activationNames.join(', ')}`)
export const poolingOption = (): Option => new Option('--pooling <name>', `pooling of LeNet: ${poolingNames.join(', ')}`)
export const tabOption = (): Option => new Option('--tab <name>', `tab of the book whose AlexNet it is: ${bookTabs.join(', ')}`)
