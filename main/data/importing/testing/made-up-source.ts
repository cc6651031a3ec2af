// Sources of images that tests make up: as pixels, as PNG files, and some of which cannot be read.
import type { ImageContent, OpenSource, SourceImage } from '../../sources/source'

export interface MadeUpSourceOptions {
  readonly classes?: readonly string[]
  readonly parts?: readonly string[]
  /** Class and part of each image, as indices. */
  readonly images: readonly (readonly [label: number, part: number])[]
  readonly shape: OpenSource['shape']
  readonly content: (index: number) => ImageContent
  /** The order in which images come; by default that of their numbers. */
  readonly order?: (wanted: readonly number[]) => readonly number[]
}

export function madeUpSource({ classes = ['cat', 'dog'], parts = ['train', 'test'], images, shape, content, order = (wanted) => wanted }: MadeUpSourceOptions): OpenSource {
  return {
    ...{ kind: shape ? 'numpy' : 'folder', title: 'made up', name: 'Made up', classes, parts, shape, found: {}, notes: [], leftOut: [] },
    labels: Uint16Array.from(images, ([label]) => label),
    partOf: Uint8Array.from(images, ([, part]) => part),
    nameOf: (index) => `images/é ${index}.png`,
    images: (wanted) => contents(order(wanted ?? images.map((_, index) => index)), content),
    close: () => Promise.resolve(),
  }
}

async function* contents(order: readonly number[], content: MadeUpSourceOptions['content']): AsyncGenerator<SourceImage> {
  for (const index of order) yield await Promise.resolve({ index, content: content(index) })
}

/** Pixels that differ from image to image and from channel to channel. */
export function madeUpPixels(index: number, channels: number, height: number, width: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: channels * height * width }, (_, place) => (37 * index + 11 * place + 5 * Math.floor(place / (height * width))) % 256)
}
