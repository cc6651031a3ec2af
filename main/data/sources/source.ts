// Interface of a source of labelled images: what every format gives to an import.
import type { ImportOptions, LeftOut, SourceKind } from '@contract/data/import-source'

/** An image of a source as pixels: uint8, channel by channel, row by row. */
export interface PixelContent {
  readonly kind: 'pixels'
  readonly channels: number
  readonly height: number
  readonly width: number
  /** Valid until the next image is asked for. */
  readonly pixels: Uint8Array
}

/** An image file in a folder, which whoever decodes it reads itself. */
export interface FileContent {
  readonly kind: 'file'
  /** Absolute. */
  readonly path: string
}

/** An image file out of an archive: its bytes. */
export interface EncodedContent {
  readonly kind: 'encoded'
  /** Memory of its own, that may be handed to another thread. */
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** What a source knows of the content of an image, or why it cannot be had (as the end of a sentence: `it is cut short`). */
export type ImageContent = PixelContent | FileContent | EncodedContent | { readonly kind: 'unreadable'; readonly reason: string }

export interface SourceImage {
  /** Its number among all images of the source, from 0, in the order of `labels`. */
  readonly index: number
  readonly content: ImageContent
}

/** A source that was looked through: everything is known but the pixels. */
export interface OpenSource {
  readonly kind: SourceKind
  /** In a few words, e.g. `CIFAR-100, Python version`. */
  readonly title: string
  /** Suggested name of the set. */
  readonly name: string
  readonly classes: readonly string[]
  /** Names of its parts: of `train`, `validation`, `test` or its own; one part `all` where it has none. */
  readonly parts: readonly string[]
  /** The class of each image, by its number. */
  readonly labels: Uint16Array
  /** The part of each image, as an index into `parts`. */
  readonly partOf: Uint8Array
  /** The form of all images; null: they are image files, whose form is known when they are decoded. */
  readonly shape: { readonly channels: number; readonly height: number; readonly width: number } | null
  /** Where an image comes from: a path within the source, or the array and the row in it. */
  readonly nameOf: (index: number) => string
  /** What does not become an image, as far as it is known without decoding. */
  readonly leftOut: readonly LeftOut[]
  /** Options that the source itself tells (of those that may be null). */
  readonly found: Partial<ImportOptions>
  /** What a user should know, in sentences. */
  readonly notes: readonly string[]
  /**
   * The content of images, each once, in any order that suits the source. Reading is asynchronous and uses bounded memory.
   * @param wanted numbers of the wanted images, in rising order; left out: all
   * @throws LabError `import/...` where the source as a whole cannot be read on: it has changed, or is damaged from here on
   */
  readonly images: (wanted?: readonly number[]) => AsyncIterable<SourceImage>
  /** Frees files; may be called at any time, also more than once. */
  readonly close: () => Promise<void>
}

/** A format: recognises its sources, and looks through one. */
export interface SourceFormat {
  readonly kind: SourceKind
  /**
   * Whether paths are a source of this kind, judged by names and first bytes; reads little.
   * @param paths absolute; one folder or file, or files that belong together
   */
  readonly recognises: (paths: readonly string[]) => Promise<boolean>
  /**
   * Looks through a source; nothing is decoded, and memory is bounded by the number of its images.
   * @param signal ends it
   * @throws LabError `import/...` that says what is wrong, where, and what to do
   */
  readonly open: (paths: readonly string[], options: ImportOptions, signal?: AbortSignal) => Promise<OpenSource>
}

/** Most images of a source; more are refused in a sentence. */
export const mostImages = 5_000_000
