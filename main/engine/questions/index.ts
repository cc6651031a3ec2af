// The table of the works that answer the lab's questions, each in a file of its own.
import type { QuestionName } from '@contract/engine/questions'
import { adversary } from './adversary'
import { benchmark } from './benchmark'
import { benchmarkInference } from './benchmark-inference'
import { calibrate } from './calibrate'
import { differentiate } from './differentiate'
import { evaluate } from './evaluate'
import { explain } from './explain'
import { exportListing } from './export-listing'
import { exportNetwork } from './export-network'
import { filters } from './filters'
import { hiddenFeatures } from './hidden-features'
import { imageFeatures } from './image-features'
import { importDataset } from './import-dataset'
import { importNetwork } from './import-network'
import { layerMaps } from './layer-maps'
import { layerTimes } from './layer-times'
import { maximize } from './maximize'
import { measurePlan } from './measure-plan'
import { measureRoof } from './measure-roof'
import { nearDuplicates } from './near-duplicates'
import { networkInputs } from './network-inputs'
import { predict } from './predict'
import { previewSource } from './preview-source'
import { probe } from './probe'
import { profile } from './profile'
import { stepWork } from './step-work'
import { summarize } from './summarize'
import { summarizeFile } from './summarize-file'
import { trySteps } from './try-steps'
import { unitActivity } from './unit-activity'
import type { Work } from './work'

export const works: { readonly [Q in QuestionName]: Work<Q> } = {
  adversary,
  benchmark,
  benchmarkInference,
  calibrate,
  differentiate,
  evaluate,
  explain,
  exportListing,
  exportNetwork,
  filters,
  hiddenFeatures,
  imageFeatures,
  importDataset,
  importNetwork,
  layerMaps,
  layerTimes,
  maximize,
  measurePlan,
  measureRoof,
  nearDuplicates,
  networkInputs,
  predict,
  previewSource,
  probe,
  profile,
  stepWork,
  summarize,
  summarizeFile,
  trySteps,
  unitActivity,
}
