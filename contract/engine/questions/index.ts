// The table of the questions that the lab asks an engine process; main/engine/questions answers them under the same names.
import { z } from 'zod'
import type { Question } from './question'
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

const table = { adversary, benchmark, benchmarkInference, calibrate, differentiate, evaluate, explain, exportListing, exportNetwork, filters, hiddenFeatures, imageFeatures, importDataset, importNetwork, layerMaps, layerTimes, maximize, measurePlan, measureRoof, nearDuplicates, networkInputs, predict, previewSource, probe, profile, stepWork, summarize, summarizeFile, trySteps, unitActivity }
type Table = typeof table

export type QuestionName = keyof Table
export type QuestionArgs<Q extends QuestionName> = z.output<Table[Q]['args']>
export type QuestionAnswer<Q extends QuestionName> = z.output<Table[Q]['answer']>

/** By name; typed so that the compiler knows which arguments and answer belong to a name that is a type parameter. */
export const questions: { readonly [Q in QuestionName]: Question<QuestionArgs<Q>, QuestionAnswer<Q>> } = table

export const questionNameSchema = z.enum(Object.keys(table) as [QuestionName, ...QuestionName[]])
