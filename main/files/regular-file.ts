// Opens files for reading, and nothing else that has a name: a pipe without a writer, a socket, a device or a folder is refused in words instead of being waited for.
import { phrase } from '@language/phrase'
import { closeSync, constants, createReadStream, fstatSync, openSync, readFileSync, statSync, type ReadStream, type Stats } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'

/** What stands where a file was expected. The message is the rest of a sentence, as `fileTrouble` gives it: `it is a pipe, not a file`. */
export class NotAFile extends Error {}

/** Opening a pipe waits for a writer unless it is told not to; Windows knows no such flag, and keeps its pipes out of the file system. */
const readingFlags = constants.O_RDONLY | ((constants as Partial<typeof constants>).O_NONBLOCK ?? 0)

/** Opens a file for reading. @throws NotAFile; as `fs` does */
export async function openRegular(path: string): Promise<FileHandle> {
  const file = await open(path, readingFlags).catch((error: unknown) => {
    throw inWords(error)
  })
  try {
    assertRegular(await file.stat())
    return file
  } catch (error) {
    await file.close()
    throw error
  }
}

/** Does what {@link openRegular} does before it returns. @returns the file's descriptor */
export function openRegularNow(path: string): number {
  const file = opened(path)
  try {
    assertRegular(fstatSync(file))
    return file
  } catch (error) {
    closeSync(file)
    throw error
  }
}

/** The content of a file. @throws NotAFile; as `fs` does */
export function readRegular(path: string): Promise<Buffer>
export function readRegular(path: string, encoding: 'utf8'): Promise<string>
export async function readRegular(path: string, encoding?: 'utf8'): Promise<Buffer | string> {
  const file = await openRegular(path)
  try {
    return await file.readFile(encoding)
  } finally {
    await file.close()
  }
}

/** Does what {@link readRegular} does before it returns. */
export function readRegularNow(path: string): Buffer
export function readRegularNow(path: string, encoding: 'utf8'): string
export function readRegularNow(path: string, encoding?: 'utf8'): Buffer | string {
  const file = openRegularNow(path)
  try {
    return readFileSync(file, encoding)
  } finally {
    closeSync(file)
  }
}

export interface StreamOptions {
  /** Bytes of a piece. */
  readonly highWaterMark?: number
  readonly signal?: AbortSignal
}

/** The content of a file, piece by piece; the file is opened before this returns. @throws NotAFile; as `fs` does */
export function streamRegular(path: string, options: StreamOptions = {}): ReadStream {
  return createReadStream(path, { ...options, fd: openRegularNow(path) })
}

/**
 * For files that a library opens by their path: looks before it does.
 * @param path a missing file passes
 * @throws NotAFile; as `fs` does
 */
export function assertRegularWhereThere(path: string): void {
  const facts = statSync(path, { throwIfNoEntry: false })
  if (facts) assertRegular(facts)
}

/** @throws NotAFile */
function assertRegular(facts: Stats): void {
  if (!facts.isFile()) throw new NotAFile(kindOf(facts))
}

/** What something is that is no file, as the rest of a sentence. A folder is told in the words in which the system would refuse it. */
export function kindOf(facts: Pick<Stats, 'isDirectory' | 'isFIFO' | 'isSocket'>): string {
  if (facts.isDirectory()) return phrase('it is a folder')
  if (facts.isFIFO()) return phrase('it is a pipe, not a file')
  if (facts.isSocket()) return phrase('it is a socket, not a file')
  return phrase('it is a device, not a file')
}

function opened(path: string): number {
  try {
    return openSync(path, readingFlags)
  } catch (error) {
    throw inWords(error)
  }
}

/** Sockets, and devices that are not there, cannot even be opened. */
function inWords(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return code === 'ENXIO' || code === 'EOPNOTSUPP' ? new NotAFile(phrase('it is a socket or a device, not a file'), { cause: error }) : error
}
