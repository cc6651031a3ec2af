// The JSON file with a list of layers that a flag or an argument may name.
import { betweenSentences } from '@common/words/sentences'
import { phrase } from '@language/phrase'
import type { NetworkListing } from '@contract/models/layers/listing'
import { LabError } from '@contract/problem'
import { assertFits, listingOfText } from '../../networks/from-file/listing-file'
import { textOfFile } from './text-file'
import { UsageError } from './usage-error'

/** An example of such a file. */
const example =
  '{"name": "Mine", "input": [1, 28, 28], "initializer": "kaiming-normal", "layers": [{"layer": "conv2d", "channels": 6, "kernel": 5}, {"layer": "relu"}, {"layer": "flatten"}, {"layer": "linear", "features": 10}]}'

export const namesListing = (model: string): boolean => model.endsWith('.json')

/**
 * @param title what messages call the file: the flag and the path
 * @throws UsageError that says what is wrong with the file, and of which layer
 */
export function listingFromFile(path: string, title = `--model ${path}`): NetworkListing {
  try {
    return listingOfText(title, textOfFile(path, title, (bytes) => { assertFits(title, bytes) }))
  } catch (error) {
    throw error instanceof LabError ? new UsageError(`${error.message}${betweenSentences}${phrase('A list of layers looks like {example}.', { example })}`) : error
  }
}
