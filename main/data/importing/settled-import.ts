// What an import would be: the options that the user has left open, filled in by what the source tells and its first images show.
import { formatShape } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import { largestImportedEdge, type ImportOptions } from '@contract/data/import-source'
import { oneLine } from '@contract/one-line'
import { LabError } from '@contract/problem'
import type { ImageSize } from '../images/checked-header'
import type { ImageForm } from '../images/fitted-image'
import type { OpenSource } from '../sources/source'
import { firstImages, type FirstImage, type FirstImages } from './first-images'
import { usualTest } from './import-splits'
import { unreadableReason } from './unreadable-reason'

/** Options with nothing open that every import needs; the size may be open still. */
export type SettledOptions = ImportOptions & { readonly name: string; readonly channels: 1 | 3; readonly test: NonNullable<ImportOptions['test']> }

/** One of the first images, as it would be stored. */
export interface FittedFirst {
  readonly index: number
  readonly form: ImageForm
  readonly pixels: Uint8Array<ArrayBuffer>
}

export interface SettledImport {
  readonly options: SettledOptions
  /** Null: the originals have different sizes, or one too large, and the user has chosen none. */
  readonly form: ImageForm | null
  /** Where there is no form, in their own proportions. */
  readonly fitted: readonly FittedFirst[]
  readonly unreadable: FirstImages['unreadable']
  /** Sizes of the first originals, the most frequent first. */
  readonly sizes: readonly SizeCount[]
}

export interface SizeCount extends ImageSize {
  readonly images: number
}

/** Longest edge of images that are shown before their size is known. */
const shownEdge = 128

/** @throws LabError `import/...` where the source as a whole cannot be read */
export async function settledImport(source: OpenSource, asked: ImportOptions): Promise<SettledImport> {
  const { images, unreadable } = await firstImages(source)
  const known = { ...asked, ...openOptions(asked, source.found) }
  const sizes = countedSizes(images.map(({ size }) => size))
  const size = known.size ?? usableSize(source.shape ?? (sizes.length === 1 ? (sizes[0] ?? null) : null))
  const { looked, undecodable } = await lookAt(images, size, known)
  const channels = known.channels ?? channelsOf(source) ?? (looked.length > 0 && looked.every(({ isGrey }) => isGrey) ? 1 : 3)
  const options: SettledOptions = { ...known, name: known.name ?? (oneLine(source.name).slice(0, 100) || source.kind), size, channels, test: known.test ?? usualTest(source) }
  return {
    options,
    form: size && { ...size, channels, fit: options.fit },
    fitted: await Promise.all(looked.map((image) => inChannels(image, channels))),
    unreadable: [...unreadable, ...undecodable],
    sizes,
  }
}

/** What an import needs to know of a settled one. @throws LabError `import/size-needed` */
export function formOf({ form, sizes }: SettledImport): ImageForm {
  if (form) return form
  const found = sizes.slice(0, 3).map(({ width, height }) => formatShape([width, height])).join(', ')
  const message = sizes.length > 1 ? phrase('The images of this source have different sizes ({found} and so on).', { found }) : phrase('The images of this source are larger than {most} pixels: {found}.', { most: largestImportedEdge, found })
  throw new LabError('import/size-needed', message, phrase('Choose the size that all images are to have.'))
}

/** The sizes of images with how many have them, the most frequent first. */
export function countedSizes(sizes: readonly ImageSize[]): SizeCount[] {
  const counts = new Map<string, SizeCount>()
  for (const { width, height } of sizes) {
    const key = `${width}x${height}`
    counts.set(key, { width, height, images: (counts.get(key)?.images ?? 0) + 1 })
  }
  return [...counts.values()].sort((a, b) => b.images - a.images)
}

/** What the source tells of options that are open. */
function openOptions(asked: ImportOptions, found: Partial<ImportOptions>): Partial<ImportOptions> {
  const isOpen = (name: string): boolean => asked[name as keyof ImportOptions] === null
  return Object.fromEntries(Object.entries(found).filter(([name]) => isOpen(name)))
}

function usableSize(size: ImageSize | null): ImageSize | null {
  return size && Math.max(size.width, size.height) <= largestImportedEdge ? { height: size.height, width: size.width } : null
}

function channelsOf({ shape }: OpenSource): 1 | 3 | null {
  if (!shape) return null
  return shape.channels === 1 ? 1 : 3
}

interface LookedAt extends FittedFirst {
  readonly isGrey: boolean
  readonly image: FirstImage
}

/** Images that can be decoded, and why the others cannot. */
async function lookAt(images: readonly FirstImage[], size: ImageSize | null, options: ImportOptions): Promise<{ readonly looked: readonly LookedAt[]; readonly undecodable: FirstImages['unreadable'] }> {
  const looked: LookedAt[] = []
  const undecodable: { readonly index: number; readonly reason: string }[] = []
  for (const image of images) {
    try {
      looked.push(await look(image, size, options))
    } catch (error) {
      undecodable.push({ index: image.index, reason: unreadableReason(error) })
    }
  }
  return { looked, undecodable }
}

async function look(image: FirstImage, size: ImageSize | null, { channels, fit }: ImportOptions): Promise<LookedAt> {
  const form: ImageForm = { ...(size ?? shownSize(image.size)), channels: channels ?? 3, fit }
  return { index: image.index, form, image, ...(await image.inForm(form)) }
}

function shownSize({ width, height }: ImageSize): ImageSize {
  const scale = Math.min(1, shownEdge / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

async function inChannels({ index, form, image, pixels, isGrey }: LookedAt, channels: 1 | 3): Promise<FittedFirst> {
  if (form.channels === channels) return { index, form, pixels }
  const fitting = { ...form, channels }
  // All planes of a grey image are the same.
  return { index, form: fitting, pixels: isGrey ? pixels.slice(0, form.height * form.width) : (await image.inForm(fitting)).pixels }
}
