// LabApi: all that the window may ask of the lab, put together from the areas; the preload script exposes it as `window.lab`.
import type { z } from 'zod'
import type { LabEvent } from '../runs/events'
import type { WindowCommand } from '../window/window-commands'
import type { Answer } from './answer'
import { bundlesCallSchemas, type BundlesResults } from './bundles-api'
import { catalogueCallSchemas, type CatalogueResults } from './catalogue-api'
import { dataCallSchemas, type DataResults } from './data-api'
import { devicesCallSchemas, type DevicesResults } from './devices-api'
import { downloadsCallSchemas, type DownloadsResults } from './downloads-api'
import { evaluationsCallSchemas, type EvaluationsResults } from './evaluations-api'
import { experimentsCallSchemas, type ExperimentsResults } from './experiments-api'
import { importsCallSchemas, type ImportsResults } from './imports-api'
import { inspectionCallSchemas, type InspectionResults } from './inspection-api'
import { modelsCallSchemas, type ModelsResults } from './models-api'
import { networkFilesCallSchemas, type NetworkFilesResults } from './network-files-api'
import { ownNetworksCallSchemas, type OwnNetworksResults } from './own-networks-api'
import { queueCallSchemas, type QueueResults } from './queue-api'
import { reportsCallSchemas, type ReportsResults } from './reports-api'
import { runTableCallSchemas, type RunTableResults } from './run-table-api'
import { runsCallSchemas, type RunsResults } from './runs-api'
import { sweepsCallSchemas, type SweepsResults } from './sweeps-api'
import { trainingCallSchemas, type TrainingResults } from './training-api'
import { windowCallSchemas, type WindowResults } from './window-api'

/** The arguments of every call by area: the main process checks by them what a page sends. No two areas have a call of the same name. */
export const callSchemas = {
  bundles: bundlesCallSchemas,
  catalogue: catalogueCallSchemas,
  data: dataCallSchemas,
  devices: devicesCallSchemas,
  downloads: downloadsCallSchemas,
  evaluations: evaluationsCallSchemas,
  experiments: experimentsCallSchemas,
  imports: importsCallSchemas,
  inspection: inspectionCallSchemas,
  models: modelsCallSchemas,
  ownNetworks: ownNetworksCallSchemas,
  networkFiles: networkFilesCallSchemas,
  queue: queueCallSchemas,
  reports: reportsCallSchemas,
  runs: runsCallSchemas,
  sweeps: sweepsCallSchemas,
  runTable: runTableCallSchemas,
  training: trainingCallSchemas,
  window: windowCallSchemas,
} as const satisfies Record<string, Readonly<Record<string, z.ZodType<readonly unknown[]>>>>

/** The result of every call by area. */
export interface CallResults {
  bundles: BundlesResults
  catalogue: CatalogueResults
  data: DataResults
  devices: DevicesResults
  downloads: DownloadsResults
  evaluations: EvaluationsResults
  experiments: ExperimentsResults
  imports: ImportsResults
  inspection: InspectionResults
  models: ModelsResults
  ownNetworks: OwnNetworksResults
  networkFiles: NetworkFilesResults
  queue: QueueResults
  reports: ReportsResults
  runs: RunsResults
  sweeps: SweepsResults
  runTable: RunTableResults
  training: TrainingResults
  window: WindowResults
}

export type Area = keyof typeof callSchemas
export const areas = Object.keys(callSchemas) as Area[]

type Schemas<A extends Area> = (typeof callSchemas)[A]
type Results<A extends Area, C> = C extends keyof CallResults[A] ? CallResults[A][C] : never

/** The calls of an area as the lab has them: plain promises, which reject with a LabError. */
export type AreaCalls<A extends Area> = {
  readonly [C in keyof Schemas<A>]: (...args: Arguments<Schemas<A>[C]>) => Promise<Results<A, C>>
}

type Arguments<S> = S extends z.ZodType<infer T extends readonly unknown[]> ? T : never

/** The calls of an area as the page has them: errors come as data. */
type PageCalls<A extends Area> = {
  readonly [C in keyof Schemas<A>]: (...args: Arguments<Schemas<A>[C]>) => Promise<Answer<Results<A, C>>>
}

type Intersection<U> = (U extends unknown ? (part: U) => void : never) extends (whole: infer I) => void ? I : never

type AllPageCalls = Intersection<{ [A in Area]: PageCalls<A> }[Area]>

export type LabCall = keyof AllPageCalls
export const labCalls = areas.flatMap((area) => Object.keys(callSchemas[area])) as LabCall[]

export type LabResult<C extends LabCall> = Awaited<ReturnType<AllPageCalls[C]>> extends Answer<infer T> ? T : never

/** A `File` of the page; its own type, as the main process has no such class. */
export interface DroppedFile {
  readonly name: string
  readonly size: number
}

/** `window.lab`: one typed object, no channel names. */
export type LabApi = Omit<AllPageCalls, 'openDroppedSource' | 'dropFiles' | 'allowCamera' | 'pasteClipboard'> & {
  /** Calls the listener for every event; returns the function that ends it. */
  readonly onEvent: (listener: (event: LabEvent) => void) => () => void
  /** Calls the listener for what the menu asks of the page; returns the function that ends it. */
  readonly onCommand: (listener: (command: WindowCommand) => void) => () => void
  /** Takes files or a folder that the user has dropped on the page as one source; the preload script finds their paths. */
  readonly openDroppedSource: (files: readonly DroppedFile[]) => Promise<Answer<LabResult<'openDroppedSource'>>>
  /** Takes files and folders that the user has dropped on the page, whatever they are; the preload script finds their paths. */
  readonly dropFiles: (files: readonly DroppedFile[]) => Promise<Answer<LabResult<'dropFiles'>>>
  /** Lets the page ask for the camera once; the preload script tells whether the user has just clicked. */
  readonly allowCamera: () => Promise<Answer<LabResult<'allowCamera'>>>
  /** Pastes the clipboard into the page; the preload script tells whether the user has just clicked. */
  readonly pasteClipboard: () => Promise<Answer<LabResult<'pasteClipboard'>>>
}
