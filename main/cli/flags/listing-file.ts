// The JSON file with a list of layers that a flag or an argument may name.
import type { NetworkListing } from '@contract/models/layers/listing'
import { LabError } from '@contract/problem'
import { readFileSync, statSync } from 'node:fs'
import { fileTrouble } from '../../files/file-trouble'
import { assertFits, listingOfText } from '../../networks/from-file/listing-file'
import { UsageError } from './usage-error'

/** An example of such a file. */
const pattern =
  'A list of layers looks like {"name": "Mine", "input": [1, 28, 28], "initializer": "kaiming-normal", "layers": [{"layer": "conv2d", "channels": 6, "kernel": 5}, {"layer": "relu"}, {"layer": "flatten"}, {"layer": "linear", "features": 10}]}.'

export const namesListing = (model: string): boolean => model.endsWith('.json')

/**
 * @param title what messages call the file: the flag and the path
 * @throws UsageError that says what is wrong with the file, and of which layer
 */
export function listingFromFile(path: string, title = `--model ${path}`): NetworkListing {
  try {
    return listingOfText(title, textOf(path, title))
  } catch (error) {
    throw error instanceof LabError ? new UsageError(`${error.message} ${pattern}`) : error
  }
}

function textOf(path: string, title: string): string {
  try {
    const stats = statSync(path)
    if (!stats.isFile()) throw new UsageError(`${title} cannot be read: it is ${stats.isDirectory() ? 'a folder' : 'no ordinary file'}.`)
    assertFits(title, stats.size)
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw error instanceof LabError || error instanceof UsageError ? error : new UsageError(`${title} cannot be read: ${fileTrouble(error)}. Check its name and folder.`)
  }
}
