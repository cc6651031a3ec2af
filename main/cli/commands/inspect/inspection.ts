// What each inspection of `cnn-lab inspect` is given, and what it makes of it.
import type { PreprocessedImage } from '@common/inspection/preprocessing/preprocess-image'
import type { PictureDrawing } from '@common/pictures/picture-svg'
import type { PixelImage } from '@common/pictures/pixel-image'
import type { PlanarImage } from '@common/pictures/planar-image'
import type { InspectedImage } from '@contract/inspection/inspected-image'
import type { Split } from '@contract/runs/evaluation'
import type { Lab } from '../../../lab/lab'
import type { NamedNetwork, NetworkFlags } from '../../flags/inspected-network'
import type { PreprocessingFlags } from '../../flags/preprocessing-flags'
import type { JsonFlag } from '../../flags/shared-options'
import type { Output } from '../../terminal/command-context'

/** Flags of `cnn-lab inspect` as they were typed. */
export type InspectFlags = NetworkFlags & PreprocessingFlags & JsonFlag & {
  readonly what?: string
  readonly image?: string
  readonly split?: string
  readonly images: string
  readonly layer?: string
  readonly unit?: string
  readonly class?: string
  readonly method: string
  readonly scale: string
  readonly order: string
  readonly steps?: string
  readonly randomised?: boolean
  readonly out?: string
  readonly replace?: boolean
}

/** The image that a network is asked about. */
export interface GivenImage {
  readonly image: InspectedImage
  readonly planes: PlanarImage
  /** E.g. `test image 0 (Ankle boot)`, `shoe.jpg`. */
  readonly words: string
  /** How a file came into the form of the data set; null: an image of the data set. */
  readonly preprocessed: PreprocessedImage | null
}

export interface Asked {
  readonly lab: Lab
  readonly named: NamedNetwork
  readonly flags: InspectFlags
  /** Undefined: none was named; each inspection has its usual one. */
  readonly split: Split | undefined
  /** The stream that tables are made to fit. */
  readonly output: Output
  /** Read when it is first asked for. @throws LabError `image/...`, `dataset/...` */
  readonly image: () => Promise<GivenImage>
}

export interface Inspected {
  /** E.g. `Filters of conv1`. */
  readonly title: string
  /** What is seen, with its scale, in sentences. */
  readonly caption: string
  /** What is seen, for those who do not see it. */
  readonly alternative: string
  readonly picture: PixelImage
  /** What SVG files show in its place, with letters; without it, the picture. */
  readonly drawing?: PictureDrawing
  /** More for the terminal; empty: nothing. */
  readonly text: string
  /** The values as JSON: facts, and arrays with their shapes. */
  readonly data: object
  /** The values as a spreadsheet. */
  readonly table: { readonly head: readonly string[]; readonly rows: Iterable<readonly unknown[]> }
}

export type Inspection = (asked: Asked) => Promise<Inspected>
