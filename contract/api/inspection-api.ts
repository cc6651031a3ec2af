// Calls of the page about what a network sees: filters, maps, explanations, embeddings, and pictures of these that are kept.
import { z } from 'zod'
import type { Adversary } from '../inspection/adversary'
import { explanationWantedSchema, type Explanation } from '../inspection/explanation'
import type { FilterHistory, FilterLayer, LayerFilters } from '../inspection/filters'
import type { ImageEmbedding, NearImage } from '../inspection/image-features'
import { imageSampleSchema, inspectedImageSchema } from '../inspection/inspected-image'
import { inspectedNetworkSchema } from '../inspection/inspected-network'
import { newPictureSchema, pictureIdSchema, type KeptPicture } from '../inspection/kept-picture'
import { layerMapsWantedSchema, type LayerMaps } from '../inspection/layer-maps'
import { maximizationWantedSchema, type Maximization } from '../inspection/maximization'
import type { Predictions } from '../inspection/prediction'
import type { UnitActivity } from '../inspection/unit-activity'
import { runIdSchema } from './runs-api'

export const inspectionCallSchemas = {
  filterLayers: z.tuple([inspectedNetworkSchema]),
  filters: z.tuple([inspectedNetworkSchema, z.string()]),
  filterHistory: z.tuple([runIdSchema]),
  predict: z.tuple([inspectedNetworkSchema, inspectedImageSchema]),
  layerMaps: z.tuple([inspectedNetworkSchema, inspectedImageSchema, layerMapsWantedSchema]),
  explain: z.tuple([inspectedNetworkSchema, inspectedImageSchema, explanationWantedSchema]),
  adversary: z.tuple([inspectedNetworkSchema, inspectedImageSchema]),
  maximize: z.tuple([inspectedNetworkSchema, maximizationWantedSchema]),
  unitActivity: z.tuple([inspectedNetworkSchema, imageSampleSchema]),
  imageFeatures: z.tuple([inspectedNetworkSchema, imageSampleSchema]),
  nearestImages: z.tuple([inspectedNetworkSchema, inspectedImageSchema, imageSampleSchema, z.int().min(1).max(100)]),
  cancelInspection: z.tuple([]),
  keepPicture: z.tuple([runIdSchema, newPictureSchema]),
  keptPictures: z.tuple([runIdSchema]),
  dropPicture: z.tuple([runIdSchema, pictureIdSchema]),
}

export interface InspectionResults {
  /** The convolutions of a network, in the order of computation; none where it has none. */
  filterLayers: readonly FilterLayer[]
  /** The filters of a convolution, by its name. */
  filters: LayerFilters
  /** The first convolution's filters at the end of every epoch, as far as the run has kept them (of a run of many epochs with large filters every so many, of an older run those of the checkpoints that are kept); null: the network has no convolution, or nothing is kept. */
  filterHistory: FilterHistory | null
  predict: Predictions
  layerMaps: LayerMaps
  explain: Explanation
  adversary: Adversary
  maximize: Maximization
  unitActivity: UnitActivity
  imageFeatures: ImageEmbedding
  /** The images of a sample that are nearest in the space of the last hidden layer, the nearest first; the image itself is left out. */
  nearestImages: readonly NearImage[]
  /** Ends the long questions that are being answered (maximize, unitActivity, imageFeatures, nearestImages), and an explanation that takes more than a second; they fail with `inspection/cancelled`. Whether there was one. */
  cancelInspection: boolean
  keepPicture: KeptPicture
  /** In the order in which they were kept. */
  keptPictures: readonly KeptPicture[]
  /** Whether there was such a picture. */
  dropPicture: boolean
}
