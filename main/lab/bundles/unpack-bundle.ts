// Unpacks a bundle of unknown origin: only plain files that its manifest lists, in their order, of the listed sizes and checksums, under names that bundles have.
import { createHash } from 'node:crypto'
import { statfs, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { phrase } from '@language/phrase'
import { bundleFormat, bundleManifestName, bundleManifestSchema, bundleVersion, type BundleManifest } from '@contract/bundles/bundle'
import { LabError } from '@contract/problem'
import { formatBytes } from '@common/words/plain-format'
import { writeNewFile } from '../../files/durable-file'
import { fileTrouble } from '../../files/file-trouble'
import { makeFolder } from '../../files/make-folder'
import { BrokenTar, readTarHeader, tarBlock, tarPadding } from '../../files/tar'
import { openRegular } from '../../files/regular-file'

/** Largest manifest, in bytes: some hundred thousand files. */
const mostManifestBytes = 32e6
const pieceBytes = 1 << 20

/** What every version of a bundle's manifest says of itself. */
const anyManifestSchema = z.looseObject({ format: z.literal(bundleFormat), version: z.int() })

/**
 * Unpacks a bundle into an empty folder. Memory does not grow with the files.
 * @param path absolute
 * @param folder absolute; what it holds after an error is of no use
 * @throws LabError `bundle/...`, one sentence of what is wrong
 */
export async function unpackBundle(path: string, folder: string): Promise<BundleManifest> {
  const file = await openRegular(path).catch((error: unknown) => {
    throw new LabError('bundle/unreadable', phrase('{path} cannot be read: {trouble}.', { path, trouble: fileTrouble(error) }), phrase('Choose another file.'), { cause: error })
  })
  try {
    return await new Unpacking(path, file).into(folder)
  } catch (error) {
    if (error instanceof BrokenTar) throw damaged(path, error.message)
    throw error instanceof LabError ? error : new LabError('bundle/unreadable', phrase('{path} cannot be unpacked: {trouble}.', { path, trouble: fileTrouble(error) }), phrase('Free some space on the disk of the lab, or choose another file.'), { cause: error })
  } finally {
    await file.close()
  }
}

class Unpacking {
  readonly #path: string
  readonly #file: FileHandle
  #offset = 0

  constructor(path: string, file: FileHandle) {
    this.#path = path
    this.#file = file
  }

  async into(folder: string): Promise<BundleManifest> {
    const manifest = await this.#manifest()
    await this.#assertRoom(manifest, folder)
    for (const listed of manifest.files) {
      const header = readTarHeader(await this.#next(tarBlock))
      if (header?.name !== listed.name) throw new BrokenTar(header ? phrase('it holds {found} where its manifest lists {listed}', { found: JSON.stringify(header.name), listed: listed.name }) : phrase('{listed} is missing', { listed: listed.name }))
      if (header.bytes !== listed.bytes) throw new BrokenTar(phrase('{listed} is not of the size that its manifest lists', { listed: listed.name }))
      const target = join(folder, listed.name)
      await makeFolder(dirname(target))
      const hash = createHash('sha256')
      await writeNewFile(target, this.#content(listed.bytes, hash))
      if (hash.digest('hex') !== listed.sha256) throw new BrokenTar(phrase('{listed} does not match its checksum', { listed: listed.name }))
    }
    if (readTarHeader(await this.#next(tarBlock)) !== null) throw new BrokenTar(phrase('it holds more than its manifest lists'))
    return manifest
  }

  async #manifest(): Promise<BundleManifest> {
    const header = await this.#firstHeader()
    if (header?.name !== bundleManifestName) throw noBundle(this.#path)
    if (header.bytes > mostManifestBytes) throw new BrokenTar(phrase('its manifest is too large'))
    const bytes = await this.#next(header.bytes)
    await this.#next(tarPadding(header.bytes).length)
    const value = parsed(bytes)
    const any = anyManifestSchema.safeParse(value)
    if (!any.success) throw noBundle(this.#path)
    if (any.data.version > bundleVersion) {
      const message = phrase('{path} was written by a newer version of CNN Lab (format {version}, this one knows {known}).', { path: this.#path, version: any.data.version, known: bundleVersion })
      throw new LabError('bundle/newer', message, phrase('Open it with that version.'))
    }
    const manifest = bundleManifestSchema.safeParse(value)
    if (!manifest.success) throw new BrokenTar(faultOf(manifest.error, value))
    const names = new Set(manifest.data.files.map(({ name }) => name))
    if (names.size < manifest.data.files.length) throw new BrokenTar(phrase('its manifest lists a file twice'))
    return manifest.data
  }

  /** The header of the first file; a file of another kind has none. */
  async #firstHeader(): Promise<ReturnType<typeof readTarHeader>> {
    try {
      return readTarHeader(await this.#next(tarBlock))
    } catch (error) {
      if (error instanceof BrokenTar) throw noBundle(this.#path)
      throw error
    }
  }

  async *#content(bytes: number, hash: ReturnType<typeof createHash>): AsyncGenerator<Buffer> {
    for (let left = bytes; left > 0; left -= Math.min(left, pieceBytes)) {
      const piece = await this.#next(Math.min(left, pieceBytes))
      hash.update(piece)
      yield piece
    }
    await this.#next(tarPadding(bytes).length)
  }

  /** The next bytes of the file. @throws BrokenTar where there are fewer */
  async #next(bytes: number): Promise<Buffer> {
    const buffer = Buffer.alloc(bytes)
    for (let read = 0; read < bytes; ) {
      const { bytesRead } = await this.#file.read(buffer, read, bytes - read, this.#offset + read)
      if (bytesRead === 0) throw new BrokenTar(phrase('it ends too early, as one that was not copied whole'))
      read += bytesRead
    }
    this.#offset += bytes
    return buffer
  }

  async #assertRoom({ files }: BundleManifest, folder: string): Promise<void> {
    const needed = files.reduce((sum, { bytes }) => sum + bytes, 0)
    const { size } = await this.#file.stat()
    // Its files lie in the bundle as they are: a bundle smaller than they are was cut, or lies.
    if (needed > size) throw new BrokenTar(phrase('it ends too early, as one that was not copied whole'))
    const { bavail, bsize } = await statfs(folder)
    if (needed <= bavail * bsize) return
    throw new LabError('bundle/no-room', phrase('{file} holds {needed}, and the disk of the lab has {free} left.', { file: basename(this.#path), needed: formatBytes(needed), free: formatBytes(bavail * bsize) }), phrase('Free some space, then open it again.'))
  }
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return null // no manifest of a bundle, which is said
  }
}

/** What is wrong with a manifest; a name that bundles do not have is quoted. */
function faultOf({ issues }: z.ZodError, value: unknown): string {
  const [issue] = issues
  if (issue?.path[0] === 'files' && issue.path[2] === 'name') {
    const name = issue.path.reduce<unknown>((part, key) => (typeof part === 'object' && part !== null ? (part as Record<PropertyKey, unknown>)[key] : undefined), value)
    if (typeof name === 'string') return phrase('it holds a file under a name that bundles do not have: {name}', { name: JSON.stringify(name).slice(0, 200) })
  }
  return phrase('its manifest is damaged')
}

function noBundle(path: string): LabError {
  return new LabError('bundle/kind', phrase('{path} is no bundle of runs.', { path }), phrase('Choose a .cnnlab file.'))
}

function damaged(path: string, why: string): LabError {
  return new LabError('bundle/damaged', phrase('{path} was not opened, because {why}.', { path, why }), phrase('Nothing of it was taken over. Ask for the bundle again.'))
}
