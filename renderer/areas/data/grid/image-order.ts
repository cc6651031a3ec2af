// Which images of a split a grid shows, and in which order: lists of indices.

export const imageOrderNames = ['index', 'class', 'loss', 'alike'] as const
export type ImageOrderName = (typeof imageOrderNames)[number]

type Labels = Uint8Array | Uint16Array

export interface ImageOrderQuestion {
  /** Class of each image of the split. */
  readonly labels: Labels
  /** Classes whose images are shown; none: all. */
  readonly classes: ReadonlySet<number>
  readonly order: ImageOrderName
  /** Loss of the first images of the split; null: not known. Those without one come last. */
  readonly losses: Float32Array | null
  /** Images of the split that look alike, group after group; null: not known. */
  readonly alike: readonly number[] | null
}

/** The images in their order. By `alike`, only those that look like others. */
export function orderedImages({ labels, classes, order, losses, alike }: ImageOrderQuestion): Uint32Array {
  const isShown = (image: number): boolean => classes.size === 0 || classes.has(labels[image] ?? 0)
  if (order === 'alike') return Uint32Array.from((alike ?? []).filter(isShown))
  const images = shownImages(labels.length, isShown)
  if (order === 'class') return byClass(images, labels)
  return order === 'loss' && losses ? byLoss(images, losses) : images
}

function shownImages(count: number, isShown: (image: number) => boolean): Uint32Array {
  const images = new Uint32Array(count)
  let shown = 0
  for (let image = 0; image < count; image++) if (isShown(image)) images[shown++] = image
  return images.slice(0, shown)
}

/** By counting, so that a million images take milliseconds; within a class they keep their order. */
function byClass(images: Uint32Array, labels: Labels): Uint32Array {
  const counts = new Uint32Array(2 ** 16)
  const labelOf = (image: number): number => labels[image] ?? 0
  for (const image of images) counts[labelOf(image)] = (counts[labelOf(image)] ?? 0) + 1
  /** Where the next image of each class goes. */
  const next = new Uint32Array(counts.length)
  for (let label = 1; label < next.length; label++) next[label] = (next[label - 1] ?? 0) + (counts[label - 1] ?? 0)
  const ordered = new Uint32Array(images.length)
  for (const image of images) {
    const place = next[labelOf(image)] ?? 0
    ordered[place] = image
    next[labelOf(image)] = place + 1
  }
  return ordered
}

/** Bits of a whole number that a float holds exactly. */
const exactBits = 53

/**
 * The highest loss first; of equal ones, the later image. The bits of a positive float grow with it, so that loss and image together are one number, and numbers are sorted ten times
 * as fast as by a function that compares them. Of more than two million images, the last bits of the loss do not count.
 */
function byLoss(images: Uint32Array, losses: Float32Array): Uint32Array {
  const imageBits = Math.ceil(Math.log2(Math.max(2, (images.at(-1) ?? 0) + 1)))
  const droppedBits = Math.max(0, 32 + imageBits - exactBits)
  const bits = new Uint32Array(losses.buffer, losses.byteOffset, losses.length)
  const keys = Float64Array.from(images, (image) => (image < losses.length && !Number.isNaN(losses[image]) ? 1 + Math.floor((bits[image] ?? 0) / 2 ** droppedBits) : 0) * 2 ** imageBits + image)
  return Uint32Array.from(keys.sort().reverse(), (key) => key % 2 ** imageBits)
}
