// What `cnn-lab inspect --what` can show.
import { inspectAdversary } from './inspect-adversary'
import { inspectEmbedding } from './inspect-embedding'
import { inspectCam, inspectOcclusion, inspectSaliency } from './inspect-explanation'
import { inspectFilters, inspectSpectra } from './inspect-filters'
import { inspectHistory } from './inspect-history'
import { inspectMaps } from './inspect-maps'
import { inspectMaximization } from './inspect-maximization'
import { inspectNearest } from './inspect-nearest'
import { inspectSteps } from './inspect-steps'
import { inspectUnits } from './inspect-units'
import type { Inspection } from './inspection'
import type { InspectedThing } from './inspected-things'

export const inspections: Readonly<Record<InspectedThing, Inspection>> = {
  filters: inspectFilters,
  spectra: inspectSpectra,
  history: inspectHistory,
  maps: inspectMaps,
  saliency: inspectSaliency,
  cam: inspectCam,
  occlusion: inspectOcclusion,
  adversary: inspectAdversary,
  maximize: inspectMaximization,
  embedding: inspectEmbedding,
  nearest: inspectNearest,
  units: inspectUnits,
  steps: inspectSteps,
}
