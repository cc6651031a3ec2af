// The JSON file with a list of layers that `--model` may name in the place of a network.
import { listingFaults, networkListingSchema, type NetworkListing } from '@contract/models/layers/listing'
import { readFileSync } from 'node:fs'
import { fileTrouble } from '../../files/file-trouble'
import { UsageError } from './usage-error'

/** Most faults of a file that one message names. */
const mostFaults = 5

/** Bytes of a file that are read: a list of the largest number of layers takes far fewer. */
const mostBytes = 4e6

/** An example of such a file. */
const pattern =
  'A list of layers looks like {"name": "Mine", "input": [1, 28, 28], "initializer": "kaiming-normal", "layers": [{"layer": "conv2d", "channels": 6, "kernel": 5}, {"layer": "relu"}, {"layer": "flatten"}, {"layer": "linear", "features": 10}]}.'

export const namesListing = (model: string): boolean => model.endsWith('.json')

/** @throws UsageError that says what is wrong with the file, and of which layer */
export function listingFromFile(path: string): NetworkListing {
  const value = jsonOf(path)
  const parsed = networkListingSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const faults = listingFaults(value)
  const more = faults.length > mostFaults ? `; and ${faults.length - mostFaults} more` : ''
  throw new UsageError(`--model ${path} does not hold a list of layers: ${faults.slice(0, mostFaults).join('; ')}${more}. ${pattern}`)
}

function jsonOf(path: string): unknown {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new UsageError(`--model ${path} cannot be read: ${fileTrouble(error)}. Check its name and folder.`)
  }
  if (text.length > mostBytes) throw new UsageError(`--model ${path} is too large for a list of layers. ${pattern}`)
  try {
    return JSON.parse(text)
  } catch {
    throw new UsageError(`--model ${path} is not valid JSON. ${pattern}`)
  }
}
