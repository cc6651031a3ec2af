// What both kinds of archives give: the tree of their files, and the bytes of the images among them.
import type { SourceTree } from '../layout/source-tree'
import type { SourceImage } from '../source'

/** An image that is asked for. */
export interface WantedImage {
  /** Its number among the images of the source. */
  readonly index: number
  /** The number of its file in the tree. */
  readonly entry: number
}

export interface ArchiveImages {
  readonly tree: SourceTree
  /** The text of a small file that belongs to a layout; null: there is none. */
  readonly textOf: (path: string) => Promise<string | null>
  /** In the order that suits the archive. @throws LabError `import/changed`, `import/damaged-archive` */
  readonly images: (wanted: readonly WantedImage[]) => AsyncIterable<SourceImage>
}
