// Downloads a published file: goes on where an earlier attempt ended, and gives the file its name only once its checksum is right.
import { sentences } from '@common/words/listed-words'
import { formatBytes } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { createHash } from 'node:crypto'
import { open, rename, rm, stat } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { PublishedFile } from '../../../data/known/known-datasets'
import { syncFolder } from '../../../files/durable-file'
import { fileTrouble } from '../../../files/file-trouble'
import { makeFolder } from '../../../files/make-folder'
import { streamRegular } from '../../../files/regular-file'
import { log } from '../../../log/log'
import { connectionTrouble, CutShort, NotServed, requestFile } from './published-file-request'

export interface DownloadOptions {
  /** Absolute path of the folder that gets the file; made where it is missing. */
  readonly folder: string
  readonly signal: AbortSignal
  /** Told how many bytes of the file are there. */
  readonly onBytes?: (bytes: number) => void
  /** Milliseconds without a byte after which a connection counts as broken. */
  readonly patience?: number
  /** Milliseconds before each further attempt at an address; an attempt that brought bytes begins anew with the first. */
  readonly pauses?: readonly number[]
}

const defaultPatience = 30_000
const defaultPauses = [1000, 3000, 10_000, 20_000]

/** Attempts at one address, however many bytes each brings. */
const mostAttempts = 50

/** Name of a file that is not whole yet. */
export const partialName = (name: string): string => `${name}.part`

/** Where a published file would lie in a folder. */
export const placeOf = ({ name }: PublishedFile, folder: string): string => join(folder, name)

/**
 * Makes a file be in the folder, whole and with the published checksum. What was downloaded before it failed stays for the next call.
 * @returns absolute path of the file
 * @throws LabError `download/...` that names the file, where it is to be had, and where to put it; the signal's reason
 */
export async function downloadFile(file: PublishedFile, options: DownloadOptions): Promise<string> {
  const path = placeOf(file, options.folder)
  await writing(file, options.folder, () => makeFolder(options.folder))
  if ((await sizeOf(path)) === file.bytes && (await sha256Of(path, options.signal)) === file.sha256) return path
  const troubles: Error[] = []
  for (const address of file.addresses) {
    try {
      await fromAddress(address, file, options)
      await writing(file, options.folder, async () => {
        await rename(partialOf(file, options), path)
        await syncFolder(options.folder)
      })
      return path
    } catch (error) {
      if (!(error instanceof NotServed || error instanceof CutShort || error instanceof WrongContent)) throw error
      log('warning', 'downloads', 'address failed', { file: file.name, address, why: error.message })
      troubles.push(error)
    }
  }
  throw noAddressLeft(file, troubles, options.folder)
}

/** What was written is not what was published, as the end of a sentence. */
class WrongContent extends Error {}

/** What a server offers is not what was published; nothing of it was written. */
class WrongOffer extends NotServed {}

const partialOf = ({ name }: PublishedFile, { folder }: DownloadOptions): string => join(folder, partialName(name))

/** Fills the partial file from one address, in as many attempts as it takes. @throws CutShort, NotServed, WrongContent, LabError */
async function fromAddress(address: string, file: PublishedFile, options: DownloadOptions): Promise<void> {
  const { signal, pauses = defaultPauses } = options
  const partial = partialOf(file, options)
  /** Whether some of the file came from an earlier attempt, which may have been at another content. */
  let isPatched = (await sizeOf(partial)) > 0
  const atFirst = await sizeOf(partial)
  for (let attempt = 1, sinceProgress = 0; ; attempt++) {
    const before = await sizeOf(partial)
    try {
      await receive(address, file, options)
      if ((await sha256Of(partial, signal)) === file.sha256) return
      throw new WrongContent(phrase('its checksum is not the published one'))
    } catch (error) {
      if (error instanceof WrongContent) {
        await rm(partial, { force: true })
        if (!isPatched) throw error
        isPatched = false
        continue
      }
      if (!(error instanceof CutShort)) throw error
      const after = await sizeOf(partial)
      sinceProgress = after > before ? 0 : sinceProgress + 1
      const wait = pauses[sinceProgress]
      // Without a network from the beginning, waiting is of no use; one that is lost on the way may come back.
      if (wait === undefined || attempt >= mostAttempts || (error.hasNoNetwork && after === atFirst)) throw error
      isPatched ||= after > 0
      await pause(wait, undefined, { signal }).catch(() => { signal.throwIfAborted() })
    }
  }
}

/** Asks once, and writes what comes behind what is there; the partial file has all bytes then. */
async function receive(address: string, file: PublishedFile, options: DownloadOptions): Promise<void> {
  const { signal, patience = defaultPatience } = options
  const partial = partialOf(file, options)
  const there = await sizeOf(partial)
  if (there === file.bytes) return
  const from = there < file.bytes ? there : 0
  const answer = await requestFile(address, { from, signal, patience })
  try {
    await writeAnswer(answer, startOf(answer, from, file), file, options)
  } finally {
    answer.destroy()
  }
}

/** The place of an answer's first byte in the file: 0 where the server has ignored that only the rest was wanted. @throws WrongContent, CutShort */
function startOf({ statusCode, headers }: IncomingMessage, from: number, file: PublishedFile): number {
  const whole = { file: file.name, bytes: formatBytes(file.bytes) }
  if (statusCode === 416) throw new WrongContent(phrase('the server has less of it than was downloaded, and {file} has {bytes}', whole))
  const length = headers['content-length'] === undefined ? null : Number(headers['content-length'])
  if (statusCode === 200) {
    if (length === null || length === file.bytes) return 0
    // The page of a network that one has to log in to answers everything with a text.
    throw new WrongOffer(phrase('{length} of {type} came, but {file} has {bytes}', { length: formatBytes(length), type: headers['content-type'] ?? phrase('something'), ...whole }))
  }
  const [, first, all] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers['content-range'] ?? '') ?? []
  if (Number(first) !== from || (all !== '*' && Number(all) !== file.bytes)) throw new WrongContent(phrase('the server sent another part of it than was wanted'))
  return from
}

async function writeAnswer(answer: IncomingMessage, start: number, file: PublishedFile, options: DownloadOptions): Promise<void> {
  const { signal, folder, onBytes } = options
  const partial = partialOf(file, options)
  const handle = await writing(file, folder, () => open(partial, start > 0 ? 'r+' : 'w'))
  try {
    let place = start
    onBytes?.(place)
    for await (const bytes of piecesOf(answer, signal)) {
      if (place + bytes.length > file.bytes) throw new WrongContent(phrase('more came than the {bytes} that were published', { bytes: formatBytes(file.bytes) }))
      await writing(file, folder, () => handle.write(bytes, 0, bytes.length, place))
      place += bytes.length
      onBytes?.(place)
    }
    await writing(file, folder, () => handle.sync())
    if (place < file.bytes) throw new CutShort(phrase('the connection ended after {received} of {bytes}', { received: formatBytes(place), bytes: formatBytes(file.bytes) }))
  } finally {
    await handle.close()
  }
}

/** The bytes of an answer. @throws CutShort; the signal's reason */
async function* piecesOf(answer: IncomingMessage, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    for await (const bytes of answer) yield bytes as Buffer
  } catch (error) {
    signal.throwIfAborted()
    throw connectionTrouble(error instanceof Error ? error : new Error(String(error)))
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch {
    return 0 // nothing is there yet; where it cannot be written either, that is said
  }
}

async function sha256Of(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of streamRegular(path, { highWaterMark: 1 << 20, signal })) hash.update(piece as Buffer)
  return hash.digest('hex')
}

/** @throws LabError `download/unwritable` */
async function writing<T>(file: PublishedFile, folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof LabError) throw error
    const message = phrase('{file} cannot be written to {folder}: {trouble}.', { file: file.name, folder, trouble: fileTrouble(error) })
    throw new LabError('download/unwritable', message, phrase('Mend this, then get the set again; the download goes on where it ended.'), { cause: error })
  }
}

/** What to do without a connection: another machine may have one. */
export function byHand({ name, addresses }: PublishedFile, folder: string): string {
  return phrase('Or fetch {address} elsewhere, and put it into {folder} under the name {name}; then get the set again.', { address: addresses[0] ?? name, folder, name })
}

function noAddressLeft(file: PublishedFile, troubles: readonly Error[], folder: string): LabError {
  const hand = byHand(file, folder)
  const [trouble] = troubles
  const places = file.addresses.map((address) => new URL(address).host).join(phrase(' and  § between the addresses of servers'))
  const message = phrase('{file} could not be downloaded from {places}: {troubles}.', { file: file.name, places, troubles: [...new Set(troubles.map((error) => error.message))].join(phrase('; then ')) })
  const [code, remedy] = problemOf(trouble, troubles)
  return new LabError(code, message, sentences([remedy, hand]), { cause: trouble })
}

function problemOf(trouble: Error | undefined, troubles: readonly Error[]): readonly [code: string, remedy: string] {
  if (troubles.every((error) => error instanceof CutShort && error.hasNoNetwork)) return ['download/no-network', phrase('Connect this machine to a network, and get the set again.')]
  if (troubles.some((error) => error instanceof CutShort)) return ['download/broken-off', phrase('Get the set again: the download goes on where it ended.')]
  if (trouble instanceof WrongContent || trouble instanceof WrongOffer) return ['download/wrong-content', phrase('Get the set again from another network.')]
  return ['download/not-served', phrase('Its publisher may have moved it: look at the page of the set.')]
}
