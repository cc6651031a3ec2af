// Writes a bundle: a tar archive whose first file is the manifest, with size and checksum of every file behind it.
import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { phrase } from '@language/phrase'
import { bundleManifestName, bundleManifestSchema, type BundleManifest } from '@contract/bundles/bundle'
import { LabError } from '@contract/problem'
import { writeFileWhole } from '../../files/durable-file'
import { tarEnd, tarHeader, tarPadding } from '../../files/tar'
import { streamRegular } from '../../files/regular-file'

/** A file that goes into a bundle. */
export interface Packed {
  /** Its name in the bundle. */
  readonly name: string
  /** Where it lies, absolute. */
  readonly path: string
}

const pieceBytes = 1 << 20

/**
 * Writes the bundle beside its place, waits for the disk, then renames it. Every file is read twice: for the manifest, which comes first, and for its
 * content. Memory does not grow with the files.
 * @returns the size of the bundle in bytes
 * @throws LabError `bundle/changed` where a file changed meanwhile; as `fs` does
 */
export async function writeBundle(path: string, facts: Omit<BundleManifest, 'files'>, packed: readonly Packed[]): Promise<number> {
  const files: BundleManifest['files'] = []
  for (const { name, path: source } of packed) files.push({ name, ...(await sealOf(source)) })
  const manifest = Buffer.from(JSON.stringify(bundleManifestSchema.parse({ ...facts, files })))
  await writeFileWhole(path, pieces(manifest, packed, files))
  return (await stat(path)).size
}

async function* pieces(manifest: Buffer, packed: readonly Packed[], files: BundleManifest['files']): AsyncGenerator<Uint8Array> {
  yield tarHeader({ name: bundleManifestName, bytes: manifest.length })
  yield manifest
  yield tarPadding(manifest.length)
  for (const [index, { name, path }] of packed.entries()) {
    const sealed = files[index]
    yield tarHeader({ name, bytes: sealed?.bytes ?? 0 })
    const hash = createHash('sha256')
    for await (const piece of streamRegular(path, { highWaterMark: pieceBytes })) {
      hash.update(piece as Buffer)
      yield piece as Buffer
    }
    if (hash.digest('hex') !== sealed?.sha256) throw new LabError('bundle/changed', phrase('The file {path} changed while it was taken along.', { path }), phrase('Try again.'))
    yield tarPadding(sealed.bytes)
  }
  yield tarEnd
}

async function sealOf(path: string): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const piece of streamRegular(path, { highWaterMark: pieceBytes })) {
    bytes += (piece as Buffer).length
    hash.update(piece as Buffer)
  }
  return { bytes, sha256: hash.digest('hex') }
}
