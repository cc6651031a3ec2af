// Damaged data sets: each is looked through and decoded as an import does, which may end only with images or with a sentence for the user.
import { defaultImportOptions } from '@contract/data/import-source'
import { LabError } from '@contract/problem'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { mutatedFile, type Draw } from '../../../../testing/fuzz/damaged-file'
import { writeInput } from '../../../../testing/fuzz/kept-input'
import type { FuzzReader } from '../../../../testing/fuzz/reader'
import { decodeToForm } from '../../../images/fitted-image'
import { readImageBytes } from '../../../images/read-image-file'
import type { ImageContent, OpenSource } from '../../source'
import { sourceFormatOf } from '../../source-formats'
import { openedFolder, seeds } from './seeds'

export const sourcesReader: FuzzReader = {
  name: 'sources',
  draws: 'sources',
  seeds,
  /** One of the files is damaged, or missing. */
  damaged: (input, draw) => {
    const names = Object.keys(input)
    const name = names[draw(names.length)] ?? ''
    const { [name]: content = new Uint8Array(), ...others } = input
    return names.length > 1 && draw(40) === 0 ? others : { ...input, [name]: damagedFile(name, content, draw) }
  },
  read: async (input, folder) => {
    writeInput(input, folder())
    const isFolder = Object.keys(input).some((name) => name.startsWith(`${openedFolder}/`))
    await readWhole(isFolder ? [join(folder(), openedFolder)] : Object.keys(input).map((name) => join(folder(), name)))
    return 'read'
  },
  isRefusal: isForUsers,
}

/** Half of the files that are packed are damaged within: else the checksum of the packing would catch nearly all. */
function damagedFile(name: string, content: Uint8Array, draw: Draw): Uint8Array {
  const isWithin = /\.t?gz$/.test(name) && draw(2) === 0
  return isWithin ? gzipSync(mutatedFile(gunzipSync(content), draw)) : mutatedFile(content, draw)
}

/** An answer to a user: of an import, in a sentence, with what to do. */
function isForUsers(error: unknown): boolean {
  return error instanceof LabError && error.code.startsWith('import/') && /^\S.*\.$/s.test(error.message) && error.remedy !== ''
}

/** Looks through a source and decodes all that it has. @throws Error where what it gives breaks a rule */
async function readWhole(paths: readonly string[]): Promise<void> {
  const format = await sourceFormatOf(paths)
  const source = await format.open(paths, defaultImportOptions)
  try {
    checkFacts(source)
    const seen = new Set<number>()
    for await (const { index, content } of source.images()) {
      if (seen.has(index) || index >= source.labels.length) throw new Error(`image ${index} of ${source.labels.length} came twice, or is none`)
      seen.add(index)
      await checkContent(content, source)
    }
    if (seen.size !== source.labels.length) throw new Error(`${seen.size} of ${source.labels.length} images came`)
  } finally {
    await source.close()
  }
}

function checkFacts({ labels, partOf, classes, parts, nameOf, leftOut }: OpenSource): void {
  const wrongLabel = labels.findIndex((label) => label >= classes.length)
  if (wrongLabel >= 0) throw new Error(`label ${labels[wrongLabel] ?? 0} of image ${wrongLabel}, of ${classes.length} classes`)
  if (labels.length !== partOf.length || partOf.some((part) => part >= parts.length)) throw new Error('images without a part')
  for (let image = 0; image < Math.min(labels.length, 100); image++) if (nameOf(image) === '') throw new Error(`image ${image} has no name`)
  for (const { reason } of leftOut) if (!/^[^A-Z\s].*[^.\s]$/s.test(reason)) throw new Error(`"${reason}" is no end of a sentence`)
}

async function checkContent(content: ImageContent, { shape }: OpenSource): Promise<void> {
  if (content.kind === 'unreadable') return
  if (content.kind === 'pixels') {
    const bytes = content.channels * content.height * content.width
    if (content.pixels.length !== bytes) throw new Error(`${content.pixels.length} values for ${bytes}`)
    if (shape && bytes !== shape.channels * shape.height * shape.width) throw new Error('an image of another form than that of the source')
    return
  }
  try {
    const bytes = content.kind === 'file' ? readImageBytes(content.path) : content.bytes
    const { pixels } = await decodeToForm(bytes, { channels: 3, height: 8, width: 8, fit: 'crop' })
    if (pixels.length !== 3 * 8 * 8) throw new Error('an image of another form')
  } catch (error) {
    if (!(error instanceof LabError && error.code.startsWith('image/'))) throw error
  }
}
