// Networks that a user has made and saved under a name: each save is a revision, and no revision is ever overwritten.
import { phrase } from '@language/phrase'
import { contractNetworkTitles } from '@language/simplified-chinese/contract/network-titles'
import { z } from 'zod'
import { mostNameLetters, networkListingSchema } from './layers/listing'
import { models } from './zoo'

/** A date and time of day as `Date.toISOString` writes them. */
const momentSchema = z.iso.datetime()

/** What lists tell of a revision, without its layers. */
export const networkSummarySchema = z.strictObject({
  name: z.string(),
  /** Counted from 1 in the order of saving. */
  revision: z.int().positive(),
  savedAt: momentSchema,
  /** Channels, height, width of the images that it is made for. */
  input: z.tuple([z.int(), z.int(), z.int()]),
  /** Layers, those in blocks included. */
  layers: z.int().positive(),
  /** Trainable numbers and outputs for each image; null: the layers do not fit together yet. */
  parameters: z.int().nonnegative().nullable(),
  classes: z.int().positive().nullable(),
})
export type NetworkSummary = z.infer<typeof networkSummarySchema>

/** One revision of an own network with its layers. */
export const networkRevisionSchema = z.strictObject({
  name: z.string(),
  revision: z.int().positive(),
  savedAt: momentSchema,
  /** Under the name that the network has now. */
  listing: networkListingSchema,
})
export type NetworkRevision = z.infer<typeof networkRevisionSchema>

/** A network that was removed with its history: by its number it is put back as it was. */
export interface RemovedNetwork {
  readonly number: number
  readonly name: string
}

/** A name as it is kept: without spaces at its ends, one space where there are several. */
export const tidyName = (name: string): string => name.normalize('NFC').trim().replace(/\s+/g, ' ')

/** By which names are compared: capitals and further spaces make no other name. */
export const networkKey = (name: string): string => tidyName(tidyName(name).toLowerCase())

/** Keys of the names and titles that networks of the zoo have, in whatever language: what is taken in one is taken in all. */
const zooKeys: ReadonlySet<string> = new Set([...models.flatMap(({ name, title, programTitle = title }) => [name, programTitle]), ...Object.values(contractNetworkTitles)].map(networkKey))

/** What is wrong with a name for an own network, as the end of a sentence that begins with it; null: nothing. */
export function nameFault(name: string): string | null {
  const tidy = tidyName(name)
  if (tidy === '') return phrase('is empty')
  if (tidy.length > mostNameLetters) return phrase('is longer than {most} letters', { most: mostNameLetters })
  if (/\p{C}/u.test(tidy)) return phrase('holds a letter that cannot be seen')
  if (!/^[\p{L}\p{N}]/u.test(tidy)) return phrase('does not begin with a letter or a digit')
  if (/\.(onnx|json)$/i.test(tidy)) return phrase('ends like the name of a file')
  if (zooKeys.has(networkKey(tidy))) return phrase('is that of a network of the zoo')
  return null
}
