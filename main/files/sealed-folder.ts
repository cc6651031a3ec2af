// Folders that exist whole or not at all, and whose every byte is checked: a manifest holds size and SHA-256 of each file.
import { createHash } from 'node:crypto'
import { createReadStream, readFileSync, statSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { syncFolder, writeNewFile, type Piece } from './durable-file'
import { makeFolderNow } from './make-folder'

const manifestFile = 'manifest.json'
/** The manifest's own checksum, in the form that `sha256sum --check` reads. */
const manifestSumFile = 'manifest.sha256'

/** Prefix of a folder's name while it is being written. */
const unfinished = 'writing-'

const fileNameSchema = z.string().regex(/^[\w-]+(\.[\w-]+)*$/)

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
 * @param facts further content of the manifest; anything that JSON can hold, except `format` and `files`
 * @throws as `fs` does; what was half written is left behind, and no reader takes it for whole
 */
export async function writeSealedFolder(path: string, files: Readonly<Record<string, readonly Piece[]>>, facts: object): Promise<void> {
  const temporary = join(dirname(path), `${unfinished}${basename(path)}`)
  await rm(temporary, { recursive: true, force: true })
  makeFolderNow(temporary)
  const seals: Record<string, { readonly bytes: number; readonly sha256: string }> = {}
  for (const [name, pieces] of Object.entries(files)) {
    await writeNewFile(join(temporary, name), pieces)
    seals[name] = { bytes: pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0), sha256: sha256Of(pieces) }
  }
  const manifest = JSON.stringify({ ...facts, format: 2, files: seals }, null, 2)
  await writeNewFile(join(temporary, manifestFile), [manifest])
  await writeNewFile(join(temporary, manifestSumFile), [`${sha256Of([manifest])}  ${manifestFile}\n`])
  await syncFolder(temporary)
  await rm(path, { recursive: true, force: true })
  await rename(temporary, path)
  await syncFolder(dirname(path))
}

/**
 * Checks every byte of a sealed folder.
 * @returns the facts of its manifest
 * @throws BrokenSeal where anything is missing or differs
 */
export async function readSealedFolder(path: string): Promise<Readonly<Record<string, unknown>>> {
  const manifest = checkedManifest(path)
  for (const [name, sha256] of Object.entries(sumsOf(manifest))) {
    if ((await sha256OfFile(join(path, name))) !== sha256) throw new BrokenSeal(`its file ${name} does not match its checksum`)
  }
  return factsOf(manifest)
}

/** The facts of a sealed folder, checked only for the presence and the sizes of its files. @throws BrokenSeal */
export function peekSealedFolder(path: string): Readonly<Record<string, unknown>> {
  return factsOf(checkedManifest(path))
}

/** The manifest, after a check of its checksum and of the sizes of the files. */
function checkedManifest(path: string): Manifest {
  const bytes = contentOf(join(path, manifestFile))
  if (!bytes) throw new BrokenSeal('its manifest is missing')
  const manifest = parsed(bytes)
  if (manifest?.format === 2) {
    const sum = contentOf(join(path, manifestSumFile))?.toString()
    if (sum !== `${sha256Of([bytes])}  ${manifestFile}\n`) throw new BrokenSeal('its manifest does not match its checksum')
  }
  if (!manifest) throw new BrokenSeal('its manifest is damaged')
  for (const name of Object.keys(sumsOf(manifest))) {
    const size = sizeOf(join(path, name))
    if (size === null) throw new BrokenSeal(`its file ${name} is missing`)
    if (manifest.format === 2 && size !== manifest.files[name]?.bytes) throw new BrokenSeal(`its file ${name} is of the wrong size`)
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
    return readFileSync(path)
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
    for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece as Buffer)
    return hash.digest('hex')
  } catch {
    return null // the caller says what is missing
  }
}
