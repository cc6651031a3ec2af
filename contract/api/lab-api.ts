// LabApi: what the window may ask of the lab; the preload script exposes it as `window.lab`.
import { z } from 'zod'
import { augmentationSchema } from '../data/augmentation'
import { datasetIdSchema, type DatasetInfo } from '../data/datasets'
import type { DeviceInfo } from '../devices/devices'
import type { Estimate } from '../training/estimate'
import type { LabEvent } from '../runs/events'
import type { ImportedNetwork } from '../models/imported-network'
import type { LayerTable } from '../models/layer-table'
import type { ModelInfo } from '../models/zoo'
import type { Preset } from '../training/presets'
import type { Problem } from '../problem'
import type { ProgressPoint, RunRecord } from '../runs/run-record'
import { runSpecSchema } from '../training/run-spec'
import type { WindowCommand } from '../window/window-commands'

/** Errors lose their class between processes, so answers carry the problem as data. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem }

/** What does not change while the window is open. */
export interface Catalogue {
  readonly version: string
  readonly models: readonly ModelInfo[]
  readonly datasets: readonly DatasetInfo[]
  readonly presets: readonly Preset[]
  /** The folder that holds runs and their files. */
  readonly home: string
}

/** One image of a data set. */
export interface SampleImage {
  /** Values 0..255, channel by channel, row by row: grey, or red, green and blue. */
  readonly pixels: Uint8Array
  readonly channels: number
  readonly height: number
  readonly width: number
  readonly label: number
}

/** A run with the points of its curves. */
export interface RunDetail {
  readonly run: RunRecord
  readonly points: readonly ProgressPoint[]
}

/** Longest title that a run may have. */
export const maxTitleLength = 200

const runIdSchema = z.string().min(1).max(200)

/** The arguments of every call, by which the main process checks what a page sends. */
export const labCallSchemas = {
  catalogue: z.tuple([]),
  devices: z.tuple([z.boolean()]),
  estimate: z.tuple([runSpecSchema, z.boolean()]),
  summarize: z.tuple([runSpecSchema]),
  samples: z.tuple([datasetIdSchema, z.int().min(1).max(64), augmentationSchema]),
  openNetworkFile: z.tuple([]),
  showHome: z.tuple([]),
  start: z.tuple([runSpecSchema, z.string().max(maxTitleLength)]),
  pause: z.tuple([runIdSchema]),
  resume: z.tuple([runIdSchema]),
  stop: z.tuple([runIdSchema]),
  remove: z.tuple([runIdSchema]),
  runs: z.tuple([]),
  run: z.tuple([runIdSchema]),
} satisfies Record<string, z.ZodType>

export type LabCall = keyof typeof labCallSchemas
export const labCalls = Object.keys(labCallSchemas) as LabCall[]

interface LabResults {
  catalogue: Catalogue
  /** Every device, the usable ones first. Argument: whether to look again, after a driver was installed, say; seconds then. */
  devices: readonly DeviceInfo[]
  /**
   * Cost of a run. Second argument: whether to measure it, by a few real steps in an engine process of its own (seconds),
   * where this device has not done so yet; else the answer is at once, and a prediction where nothing was measured.
   */
  estimate: Estimate
  /** The layer table at the spec's input size and batch size. */
  summarize: LayerTable
  /** The first training images of a data set, as an augmentation might change them. */
  samples: readonly SampleImage[]
  /** Lets the user choose an ONNX file in a dialog, and takes it into the lab; null: none was chosen. */
  openNetworkFile: ImportedNetwork | null
  /** Shows the folder of runs and their files in the system's file manager. */
  showHome: null
  /** Starts a run, or queues it behind the one that goes on; second argument: title, empty for none. */
  start: RunRecord
  pause: RunRecord
  /** Goes on with a paused run, or with a stopped, failed or interrupted one from its newest whole checkpoint. */
  resume: RunRecord
  stop: RunRecord
  /** Deletes an ended run and its files. */
  remove: null
  /** All runs, newest first. */
  runs: readonly RunRecord[]
  run: RunDetail
}

export type LabResult<C extends LabCall> = LabResults[C]

/** `window.lab`: one typed object, no channel names. */
export type LabApi = {
  readonly [C in LabCall]: (...args: z.infer<(typeof labCallSchemas)[C]>) => Promise<Answer<LabResults[C]>>
} & {
  /** Calls the listener for every event; returns the function that ends it. */
  readonly onEvent: (listener: (event: LabEvent) => void) => () => void
  /** Calls the listener for what the menu asks of the page; returns the function that ends it. */
  readonly onCommand: (listener: (command: WindowCommand) => void) => () => void
}
