// Reads IDX files, the format of MNIST and similar sets, plain or packed with gzip. Sizes and types in the header are checked before use.
import { formatShape } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { webcrypto } from 'node:crypto'
import { type FileHandle } from 'node:fs/promises'
import { promisify } from 'node:util'
import { constants, createGunzip, gunzip, type ZlibOptions } from 'node:zlib'
import { openRegular, streamRegular } from '../../../files/regular-file'
import { idxHeaderOf } from './idx-header'

/** An array of bytes as an IDX file holds it. */
export interface IdxArray {
  /** Path of the file, for messages. */
  readonly path: string
  /** For images: count, height, width. For labels: count. */
  readonly shape: readonly number[]
  /** Row-major. */
  readonly values: Uint8Array
}

/** Facts that the caller knows about the file beforehand. */
export interface IdxExpectation {
  /** Dimensions: 3 for grey images, 1 for labels. */
  readonly rank: number
  /** Of the unpacked file, hexadecimal; left out where it is not known. */
  readonly sha256?: string
  /** Of the file as it lies there, packed, hexadecimal; left out where it is not known. */
  readonly packedSha256?: string
}

interface CheckedHeader {
  readonly shape: readonly number[]
  /** Where the elements begin. */
  readonly headerBytes: number
  /** Size of the whole unpacked file that the header announces. */
  readonly totalBytes: number
}

/** Bytes read first: enough for any header (at most 4 + 255 * 4 bytes), packed or not; they unpack to 4 MB at most. */
const headBytes = 4096
/** Most bytes that Node reads into one buffer. */
const maxTotalBytes = 2 ** 31 - 1
/** Size of the pieces in which gunzip writes its output: several times faster than with the default of 16 KiB. */
const pieceBytes = 2 ** 18

const getAnew = phrase('Get the file anew from its source.')

/**
 * Reads an IDX file of unsigned bytes. Its first bytes, not its name, decide whether it is packed.
 *
 * @throws LabError `dataset/missing`, `dataset/unreadable`, `dataset/wrong-magic`, `dataset/unsupported-type`, `dataset/wrong-shape`,
 * `dataset/too-large`, `dataset/truncated`, `dataset/oversized`, `dataset/corrupt-gzip`, `dataset/checksum-mismatch`
 *
 * @param count entries (images or labels) that are wanted; null: all. Where the packed file is known to be the right one, the others are not unpacked, which
 * takes most of the time; else they are read and checked, too.
 */
export async function readIdx(path: string, expected: IdxExpectation, count: number | null = null): Promise<IdxArray> {
  if (count !== null && expected.packedSha256 !== undefined && (await sha256OfFile(path)) === expected.packedSha256) return readIdxStart(path, expected, count)
  const { header, content } = await readContent(path, expected.rank)
  if (expected.sha256 !== undefined && (await sha256(content)) !== expected.sha256) {
    throw new LabError('dataset/checksum-mismatch', phrase('{path} is not the file that it should be: its SHA-256 differs.', { path }), getAnew)
  }
  const shape = firstEntries(header.shape, count)
  const values = new Uint8Array(content.buffer, content.byteOffset + header.headerBytes, sizeOf(shape))
  return { path, shape, values: count === null ? values : values.slice() } // a copy, so that the rest can be freed
}

/**
 * Reads the first entries (images or labels) of an IDX file of unsigned bytes. Only the part of the file that holds them is read and
 * unpacked, and only the header is checked.
 *
 * @param count entries; all where the file holds fewer
 * @throws LabError as {@link readIdx} does, except for sizes, checksums and damage after these entries
 */
export async function readIdxStart(path: string, { rank }: IdxExpectation, count: number): Promise<IdxArray> {
  return withFile(path, async (file) => {
    const { isPacked, header } = await readHeader(path, file, rank)
    const shape = firstEntries(header.shape, count)
    const wanted = header.headerBytes + sizeOf(shape)
    const content = isPacked ? await unpackStart(path, wanted) : await readStart(file, wanted)
    if (content.length < wanted) throw truncated(path, phrase('{there} of {bytes} bytes are there', { there: content.length, bytes: wanted }))
    return { path, shape, values: Uint8Array.from(content.subarray(header.headerBytes, wanted)) }
  })
}

/** The shape of the first entries of a file; null: of all. */
function firstEntries([total = 0, ...entry]: readonly number[], count: number | null): readonly number[] {
  return [Math.min(count ?? total, total), ...entry]
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1)

/** The unpacked file, of the length that its header announces. The header is read and checked before the rest. */
async function readContent(path: string, rank: number): Promise<{ header: CheckedHeader; content: Buffer }> {
  return withFile(path, async (file) => {
    const { isPacked, header } = await readHeader(path, file, rank)
    if (!isPacked) checkSize(path, (await file.stat()).size, header.totalBytes)
    const bytes = await readWhole(file)
    const content = isPacked ? await unpack(path, bytes, header.totalBytes) : bytes
    checkSize(path, content.length, header.totalBytes)
    return { header, content }
  })
}

/** Opens a file, does some work with it and closes it; turns file system errors into LabErrors. */
async function withFile<T>(path: string, work: (file: FileHandle) => Promise<T>): Promise<T> {
  let file: FileHandle | undefined
  try {
    file = await openRegular(path)
    return await work(file)
  } catch (error) {
    if (error instanceof LabError) throw error
    if (errorCode(error) === 'ENOENT') {
      throw new LabError('dataset/missing', phrase('There is no file {path}.', { path }), phrase('Put the file there, or choose another.'), { cause: error })
    }
    const reason = error instanceof Error ? error.message : String(error)
    throw new LabError('dataset/unreadable', phrase('{path} cannot be read: {reason}.', { path, reason }), phrase('Check that it is a file that you may read.'), { cause: error })
  } finally {
    await file?.close()
  }
}

async function readHeader(path: string, file: FileHandle, rank: number): Promise<{ readonly isPacked: boolean; readonly header: CheckedHeader }> {
  const head = await readStart(file, headBytes)
  const isPacked = head[0] === 0x1f && head[1] === 0x8b
  return { isPacked, header: parseHeader(path, isPacked ? await unpackHead(path, head) : head, rank) }
}

/** All bytes of a file in as few calls as the system allows: `readFile` makes one for each half a megabyte. */
async function readWhole(file: FileHandle): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow((await file.stat()).size)
  for (let done = 0; done < bytes.length; ) {
    const { bytesRead } = await file.read(bytes, done, bytes.length - done, done)
    if (bytesRead === 0) return bytes.subarray(0, done)
    done += bytesRead
  }
  return bytes
}

/** The first bytes of a file, as many as there are. */
async function readStart(file: FileHandle, bytes: number): Promise<Buffer> {
  const start = Buffer.alloc(Math.min(bytes, (await file.stat()).size))
  const { bytesRead } = await file.read(start, 0, start.length, 0)
  return start.subarray(0, bytesRead)
}

/**
 * Reads and checks the header of an unpacked file.
 * @param start at least the whole header, unless the file ends within it
 */
function parseHeader(path: string, start: Buffer, expectedRank: number): CheckedHeader {
  if (start.length < 4) throw truncated(path, phrase('it ends within its header'))
  const header = idxHeaderOf(start)
  if (!header) {
    throw new LabError('dataset/wrong-magic', phrase('{path} is not an IDX file: it begins with {start}.', { path, start: start.toString('hex', 0, 4) }), phrase('Choose an IDX file.'))
  }
  const { elements, isReadable, rank, shape, headerBytes } = header
  if (!isReadable) {
    throw new LabError('dataset/unsupported-type', phrase('{path} holds {elements}; the lab reads unsigned bytes.', { path, elements }), phrase('Convert it to unsigned bytes.'))
  }
  if (rank !== expectedRank) {
    throw new LabError(
      'dataset/wrong-shape',
      phrase('{path} has {rank} dimension(s), not {expectedRank}.', { path, rank, expectedRank }),
      phrase('Check that images (3 dimensions) and labels (1) are not exchanged.'),
    )
  }
  if (!shape) throw truncated(path, phrase('it ends within its header'))
  const totalBytes = sizeOf(shape) + headerBytes
  if (totalBytes > maxTotalBytes) {
    throw new LabError('dataset/too-large', phrase('{path} announces {bytes} bytes; the lab reads up to 2 GiB.', { path, bytes: formatShape(shape) }), phrase('Get the file anew from its source. A larger set can be imported as a folder of images.'))
  }
  return { shape, headerBytes, totalBytes }
}

/** Type of gunzip with the option `info`, as Node documents it; Node's types leave it out. */
type GunzipWithInfo = (packed: Buffer, options: ZlibOptions) => Promise<{ buffer: Buffer; engine: { bytesWritten: number } }>
const gunzipWithInfo = promisify(gunzip) as unknown as GunzipWithInfo

async function unpackHead(path: string, head: Buffer): Promise<Buffer> {
  // Flushing tells zlib that the input may end in the middle.
  const options = { finishFlush: constants.Z_SYNC_FLUSH, chunkSize: pieceBytes, info: true }
  return (await gunzipWithInfo(head, options).catch(refuseGzip(path))).buffer
}

/** Unpacks a file from its beginning until at least `wanted` bytes are there, or it ends. */
async function unpackStart(path: string, wanted: number): Promise<Buffer> {
  const source = streamRegular(path)
  const unpacked = createGunzip()
  source.on('error', (error) => unpacked.destroy(error))
  const pieces: Buffer[] = []
  let bytes = 0
  try {
    for await (const piece of source.pipe(unpacked) as AsyncIterable<Buffer>) {
      pieces.push(piece)
      bytes += piece.length
      if (bytes >= wanted) break
    }
  } catch (error) {
    refuseGzip(path)(error)
  } finally {
    source.destroy()
    unpacked.destroy()
  }
  return Buffer.concat(pieces)
}

async function unpack(path: string, packed: Buffer, totalBytes: number): Promise<Buffer> {
  const options = { maxOutputLength: totalBytes, chunkSize: pieceBytes, info: true }
  const { buffer, engine } = await gunzipWithInfo(packed, options).catch(refuseGzip(path))
  if (engine.bytesWritten < packed.length) throw oversized(path, packed.length - engine.bytesWritten)
  return buffer
}

/** Turns an error of zlib into a LabError. */
function refuseGzip(path: string): (error: unknown) => never {
  return (error) => {
    if (errorCode(error) === 'ERR_BUFFER_TOO_LARGE') throw oversized(path)
    if (errorCode(error) === 'Z_BUF_ERROR') throw truncated(path, phrase('its gzip stream breaks off'))
    throw new LabError('dataset/corrupt-gzip', phrase('{path} is damaged: its gzip stream does not unpack.', { path }), getAnew, { cause: error })
  }
}

function checkSize(path: string, size: number, expected: number): void {
  if (size < expected) throw truncated(path, phrase('{there} of {bytes} bytes are there', { there: size, bytes: expected }))
  if (size > expected) throw oversized(path, size - expected)
}

function truncated(path: string, detail: string): LabError {
  return new LabError('dataset/truncated', phrase('{path} is cut short: {detail}.', { path, detail }), getAnew)
}

function oversized(path: string, excess?: number): LabError {
  const amount = excess === undefined ? phrase('bytes § more than are known') : phrase('{excess} byte(s)', { excess })
  return new LabError('dataset/oversized', phrase('{path} holds {amount} beyond what its header announces.', { path, amount }), getAnew)
}

const sha256OfFile = (path: string): Promise<string> => withFile(path, async (file) => sha256(await file.readFile()))

async function sha256(content: Uint8Array): Promise<string> {
  // Web Crypto computes in another thread, so that hashing 47 MB does not hold up this one.
  return Buffer.from(await webcrypto.subtle.digest('SHA-256', content)).toString('hex')
}

function errorCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
