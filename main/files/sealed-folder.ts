// Folders that exist whole or not at all, and whose every byte is checked: a manifest holds size and SHA-256 of each file.
import { phrase } from '@language/phrase'
import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { syncFolder, writeNewFile, type Piece, type Pieces } from './durable-file'
import { makeFolderNow } from './make-folder'
import { readRegularNow, streamRegular } from './regular-file'

const manifestFile = 'manifest.json'
/** The manifest's own checksum, in the form that `sha256sum --check` reads. */
const manifestSumFile = 'manifest.sha256'

/** Prefix of a folder's name while it is being written. */
const unfinished = 'writing-'

/** Systems have no longer names: they would fail at one before it could be told that there is no such file. */
const fileNameSchema = z.string().max(255).regex(/^[\w-]+(\.[\w-]+)*$/)

const manifestSchema = z.discriminatedUnion('format', [
  /** The first format had no sizes, and no checksum of the manifest. */
  z.looseObject({ format: z.literal(1), sha256: z.record(fileNameSchema, z.string()) }),
  z.looseObject({ format: z.literal(2), files: z.record(fileNameSchema, z.strictObject({ bytes: z.int().nonnegative(), sha256: z.string() })) }),
])
type Manifest = z.infer<typeof manifestSchema>

/** What is wrong with a sealed folder, as the end of a sentence: `its manifest is missing`. */
export class BrokenSeal extends Error {}

/**
 * Writes files and manifest into a folder of another name, waits until the disk has all of it, then renames the folder. An existing folder
 * is replaced.
 * @param files pieces of each file; those of a file may be made while it is written, so that it need not fit into memory
 * @param facts further content of the manifest; anything that JSON can hold, except `format` and `files`. A function is called when all files are
 *   written, for facts that are known only then.
 * @param fence called before anything is changed, and again before the folder takes its place: throws where it must not any more
 * @throws as `fs` does, what the making of pieces throws, and what `fence` throws; what was half written is left behind, and no reader takes it for whole
 */
export async function writeSealedFolder(path: string, files: Readonly<Record<string, Pieces>>, facts: object | (() => object), fence: () => void = () => undefined): Promise<void> {
  fence()
  const temporary = join(dirname(path), `${unfinished}${basename(path)}`)
  await rm(temporary, { recursive: true, force: true })
  makeFolderNow(temporary)
  const folder = new UnsealedFolder(temporary)
  for (const [name, pieces] of Object.entries(files)) await folder.write(name, pieces)
  await folder.seal(typeof facts === 'function' ? (facts as () => object)() : facts)
  fence()
  await rm(path, { recursive: true, force: true })
  await rename(temporary, path)
  await syncFolder(dirname(path))
}

export interface FileSeal {
  readonly bytes: number
  /** Hexadecimal. */
  readonly sha256: string
}

/** A folder whose files are being written; it becomes a sealed one with its manifest, which is written last. For folders whose name follows from their content. */
export class UnsealedFolder {
  readonly #seals: Record<string, FileSeal> = {}

  /** @param path of a folder that is there */
  constructor(readonly path: string) {}

  /** Writes a file, and waits until the disk has it. @throws as `fs` does, and what the making of pieces throws */
  async write(name: string, pieces: Pieces): Promise<FileSeal> {
    const seal = new Seal()
    await writeNewFile(join(this.path, name), seal.over(pieces))
    return this.add(name, seal.result)
  }

  /** Takes a file in that lies in the folder, and that the disk has. */
  add(name: string, seal: FileSeal): FileSeal {
    this.#seals[name] = seal
    return seal
  }

  /** @param facts see {@link writeSealedFolder} @throws as `fs` does */
  async seal(facts: object): Promise<void> {
    const manifest = JSON.stringify({ ...facts, format: 2, files: this.#seals }, null, 2)
    await writeNewFile(join(this.path, manifestFile), [manifest])
    await writeNewFile(join(this.path, manifestSumFile), [`${sha256Of([manifest])}  ${manifestFile}\n`])
    await syncFolder(this.path)
  }
}

/** Size and checksum of a file, taken while its pieces pass. */
class Seal {
  #bytes = 0
  readonly #hash = createHash('sha256')

  async *over(pieces: Pieces): AsyncGenerator<Piece> {
    for await (const piece of pieces) {
      this.#bytes += Buffer.byteLength(piece)
      this.#hash.update(piece)
      yield piece
    }
  }

  /** To be asked for once, when all pieces have passed. */
  get result(): FileSeal {
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex') }
  }
}

/**
 * Checks every byte of a sealed folder.
 * @returns the facts of its manifest
 * @throws BrokenSeal where anything is missing or differs
 */
export async function readSealedFolder(path: string): Promise<Readonly<Record<string, unknown>>> {
  const manifest = checkedManifest(path)
  for (const [name, sha256] of Object.entries(sumsOf(manifest))) {
    if ((await sha256OfFile(join(path, name))) !== sha256) throw new BrokenSeal(phrase('its file {name} does not match its checksum', { name }))
  }
  return factsOf(manifest)
}

/** The facts of a sealed folder, checked only for the presence and the sizes of its files. @throws BrokenSeal */
export function peekSealedFolder(path: string): Readonly<Record<string, unknown>> {
  return factsOf(checkedManifest(path))
}

/** The SHA-256 of a file of a sealed folder, as its manifest says; the file itself is not read. @throws BrokenSeal, where there is no such file too */
export function sealedFileSum(path: string, name: string): string {
  const sum = sumsOf(checkedManifest(path))[name]
  if (sum === undefined) throw new BrokenSeal(phrase('its file {name} is missing', { name }))
  return sum
}

/** The SHA-256 of a sealed folder's manifest, which stands for all that is in the folder; checked as {@link peekSealedFolder} does. @throws BrokenSeal */
export function manifestSum(path: string): string {
  checkedManifest(path)
  return sha256Of([readRegularNow(join(path, manifestFile))])
}

/** The manifest, after a check of its checksum and of the sizes of the files. */
function checkedManifest(path: string): Manifest {
  const bytes = contentOf(join(path, manifestFile))
  if (!bytes) throw new BrokenSeal(phrase('its manifest is missing'))
  const manifest = parsed(bytes)
  if (manifest?.format === 2) {
    const sum = contentOf(join(path, manifestSumFile))?.toString()
    if (sum !== `${sha256Of([bytes])}  ${manifestFile}\n`) throw new BrokenSeal(phrase('its manifest does not match its checksum'))
  }
  if (!manifest) throw new BrokenSeal(phrase('its manifest is damaged'))
  for (const name of Object.keys(sumsOf(manifest))) {
    const size = sizeOf(join(path, name))
    if (size === null) throw new BrokenSeal(phrase('its file {name} is missing', { name }))
    if (manifest.format === 2 && size !== manifest.files[name]?.bytes) throw new BrokenSeal(phrase('its file {name} is of the wrong size', { name }))
  }
  return manifest
}

function parsed(bytes: Buffer): Manifest | null {
  try {
    return manifestSchema.parse(JSON.parse(bytes.toString('utf8')))
  } catch {
    return null // the caller says what is missing
  }
}

function sumsOf(manifest: Manifest): Readonly<Record<string, string>> {
  if (manifest.format === 1) return manifest.sha256
  return Object.fromEntries(Object.entries(manifest.files).map(([name, { sha256 }]) => [name, sha256]))
}

function factsOf(manifest: Manifest): Readonly<Record<string, unknown>> {
  const own = ['format', manifest.format === 1 ? 'sha256' : 'files']
  return Object.fromEntries(Object.entries(manifest).filter(([name]) => !own.includes(name)))
}

/** A small file; null where it cannot be read. */
function contentOf(path: string): Buffer | null {
  try {
    return readRegularNow(path)
  } catch {
    return null // the caller says what is missing
  }
}

/** Bytes of a file; null where there is none. */
function sizeOf(path: string): number | null {
  const facts = statSync(path, { throwIfNoEntry: false })
  return facts?.isFile() ? facts.size : null
}

function sha256Of(pieces: readonly Piece[]): string {
  const hash = createHash('sha256')
  for (const piece of pieces) hash.update(piece)
  return hash.digest('hex')
}

/** Null where the file cannot be read to its end. */
async function sha256OfFile(path: string): Promise<string | null> {
  const hash = createHash('sha256')
  try {
    for await (const piece of streamRegular(path, { highWaterMark: 1 << 20 })) hash.update(piece as Buffer)
    return hash.digest('hex')
  } catch {
    return null // the caller says what is missing
  }
}
