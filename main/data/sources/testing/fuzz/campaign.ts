// A campaign of damaged sources: each is looked through and decoded as an import does, which may end only with images or with a sentence for the user.
import { defaultImportOptions } from '@contract/data/import-source'
import { LabError } from '@contract/problem'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { decodeToForm } from '../../../images/fitted-image'
import { readImageBytes } from '../../../images/read-image-file'
import type { ImageContent, OpenSource } from '../../source'
import { sourceFormatOf } from '../../source-formats'
import { drawsOf } from './draws'
import { mutatedFile, type Draw } from './mutations'
import type { Seed } from './seeds'

/** Milliseconds that a damaged source of a few kilobytes may take on a busy machine. */
const patience = 20_000

/** Bytes by which the memory of the process may grow while one is read. */
const mostMemory = 800e6

/** What happened to one damaged source, where it was not as it should be. */
export interface Finding {
  readonly title: string
  readonly number: number
  /** The folder in which the damaged source was left. */
  readonly folder: string
  readonly trouble: string
}

/** How many sources ended in which way. */
export interface CampaignResult {
  readonly cases: number
  readonly read: number
  readonly refused: number
  readonly finding: Finding | null
}

/**
 * Reads damaged sources one after another until time is up or one ends as it should not.
 * @param seed a case is a function of it and its number
 * @param goesOn asked before each case
 */
export async function runCampaign(seeds: readonly Seed[], seed: number, goesOn: (cases: number) => boolean): Promise<CampaignResult> {
  let [read, refused, cases] = [0, 0, 0]
  for (; goesOn(cases); cases++) {
    const source = seeds[cases % seeds.length]
    if (!source) break
    const outcome = await tryDamaged(source, cases, drawsOf('sources', seed, cases))
    if (typeof outcome === 'object') return { cases, read, refused, finding: outcome }
    if (outcome === 'read') read++
    else refused++
  }
  return { cases, read, refused, finding: null }
}

/** @param draw null: the source is read as it is */
export async function tryDamaged(source: Seed, number: number, draw: Draw | null): Promise<'read' | 'refused' | Finding> {
  const folder = mkdtempSync(join(tmpdir(), 'cnn-lab-fuzz-'))
  const outcome = await outcomeOf(writeDamaged(source, folder, draw))
  if (typeof outcome === 'object') return { title: source.title, number, folder, trouble: outcome.trouble }
  rmSync(folder, { recursive: true, force: true })
  return outcome
}

/** Writes a source with one of its files damaged, or missing. @returns what is to be imported */
function writeDamaged({ files, opened }: Seed, folder: string, draw: Draw | null): readonly string[] {
  const names = Object.keys(files)
  const damaged = draw && names[draw(names.length)]
  const isMissing = draw !== null && names.length > 1 && draw(40) === 0
  const written = names.filter((name) => name !== damaged || !isMissing)
  for (const name of written) {
    const path = join(folder, name)
    const content = files[name] ?? new Uint8Array()
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, draw && name === damaged ? damagedFile(name, content, draw) : content)
  }
  return opened === 'folder' ? [folder] : written.map((name) => join(folder, name))
}

/** Half of the files that are packed are damaged within: else the checksum of the packing would catch nearly all. */
function damagedFile(name: string, content: Uint8Array, draw: Draw): Uint8Array {
  const isWithin = /\.t?gz$/.test(name) && draw(2) === 0
  return isWithin ? gzipSync(mutatedFile(gunzipSync(content), draw)) : mutatedFile(content, draw)
}

/** Looks through a source and decodes all that it has. @returns how that ended, or what is wrong with the way in which it did */
async function outcomeOf(paths: readonly string[]): Promise<'read' | 'refused' | { readonly trouble: string }> {
  const [begin, memory] = [performance.now(), process.memoryUsage().rss]
  const control = new AbortController()
  let outcome: 'read' | 'refused' = 'read'
  try {
    const late = new Promise<never>((_, reject) => {
      const timer = setTimeout(() => { reject(new Error(`it took longer than ${patience / 1000} s`)) }, patience)
      control.signal.addEventListener('abort', () => { clearTimeout(timer) })
    })
    await Promise.race([readWhole(paths), late])
  } catch (error) {
    if (!isForUsers(error)) return { trouble: error instanceof Error ? (error.stack ?? error.message) : String(error) }
    outcome = 'refused'
  } finally {
    control.abort()
  }
  const grown = process.memoryUsage().rss - memory
  if (performance.now() - begin > patience) return { trouble: `it took ${Math.round((performance.now() - begin) / 1000)} s` }
  return grown > mostMemory ? { trouble: `memory grew by ${Math.round(grown / 1e6)} MB` } : outcome
}

/** An answer to a user: of an import, in a sentence, with what to do. */
function isForUsers(error: unknown): boolean {
  return error instanceof LabError && error.code.startsWith('import/') && /^\S.*\.$/s.test(error.message) && error.remedy !== ''
}

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
