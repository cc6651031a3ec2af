// The JSON file of a list of layers: read within bounds, its faults told by their place.
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { phrase } from '@language/phrase'
import { listingFaults, networkListingSchema, type NetworkListing } from '@contract/models/layers/listing'
import { LabError } from '@contract/problem'
import { fileTrouble } from '../../files/file-trouble'
import { readRegular } from '../../files/regular-file'
import { jsonFault } from './json-fault'

/** Bytes of a file that are read: a list of the largest number of layers takes far fewer. */
export const mostListingBytes = 4e6

/** Brackets within one another that a file may have: the deepest list of layers has fewer than forty. */
const deepestNesting = 100

/** Most faults of a file that one message names. */
const mostFaults = 5

const remedy = phrase('Correct the file, or write the list anew from the Model view.')

/** @throws LabError `listing/missing`, and as {@link listingOfText} */
export async function readListingFile(path: string): Promise<NetworkListing> {
  const trouble = (error: unknown): LabError =>
    new LabError('listing/missing', phrase('{path} cannot be read: {fileTrouble}.', { path, fileTrouble: fileTrouble(error) }), phrase('Check its name and folder.'), { cause: error })
  const { size } = await stat(path).catch((error: unknown) => {
    throw trouble(error)
  })
  assertFits(basename(path), size)
  const text = await readRegular(path, 'utf8').catch((error: unknown) => {
    throw trouble(error)
  })
  return listingOfText(basename(path), text)
}

/** @param bytes of a file @throws LabError `listing/too-large` where they are too many for a list of layers */
export function assertFits(name: string, bytes: number): void {
  if (bytes > mostListingBytes) throw new LabError('listing/too-large', phrase('{name} is too large for a list of layers.', { name }), phrase('Choose a file of at most {megabytes} MB.', { megabytes: mostListingBytes / 1e6 }))
}

/**
 * The list of layers in a text.
 * @param name of the file, for messages
 * @throws LabError `listing/no-json`, `listing/too-deep`, `listing/invalid`
 */
export function listingOfText(name: string, text: string): NetworkListing {
  if (nestingOf(text) > deepestNesting) {
    throw new LabError('listing/too-deep', phrase('{name} does not hold a list of layers: more than {most} brackets lie within one another.', { name, most: deepestNesting }), remedy)
  }
  const value = parsed(name, text.replace(/^\uFEFF/, ''))
  const listing = networkListingSchema.safeParse(value)
  if (listing.success) return listing.data
  const faults = listingFaults(value)
  const more = faults.length > mostFaults ? phrase('; and {count} more', { count: faults.length - mostFaults }) : ''
  throw new LabError('listing/invalid', phrase('{name} does not hold a list of layers: {faults}{more}.', { name, faults: faults.slice(0, mostFaults).join(phrase('; ')), more }), remedy)
}

function parsed(name: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new LabError('listing/no-json', phrase('{name} is not valid JSON: {place}.', { name, place: placeOf(text) }), remedy, { cause: error })
  }
}

/** Where a text stops being JSON, in words. */
function placeOf(text: string): string {
  const place = jsonFault(text) ?? text.length
  const before = text.slice(0, place).split('\n')
  return place === text.length ? phrase('it ends too early') : phrase('see line {line}, column {column}', { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 })
}

/** Greatest number of brackets within one another in a JSON text; those within strings do not count. */
function nestingOf(text: string): number {
  let [depth, deepest, inString] = [0, 0, false]
  for (let index = 0; index < text.length; index++) {
    const letter = text[index]
    if (inString) {
      if (letter === '\\') index += 1
      else if (letter === '"') inString = false
    } else if (letter === '"') inString = true
    else if (letter === '[' || letter === '{') deepest = Math.max(deepest, ++depth)
    else if (letter === ']' || letter === '}') depth -= 1
  }
  return deepest
}

/** A list of layers as the text of a file. */
export const textOfListing = (listing: NetworkListing): string => `${JSON.stringify(listing, null, 2)}\n`
