// Bundles: runs in one file, with their curves, checkpoints, evaluations, telemetry, filters over the epochs and kept pictures, for another lab to open.
import { z } from 'zod'
import { storedDatasetSchema } from '../data/stored-dataset'
import { maxNoteLength, maxTagLength } from '../runs/run-row'

export const bundleFormat = 'cnn-lab-bundle'
/** Version of the format that this program writes; it reads all earlier ones. Version 2 brought tags and notes, 3 pictures and filters over the epochs, 4 the facts of imported data sets. */
export const bundleVersion = 4
export const bundleEnding = '.cnnlab'

/** The first file of a bundle. */
export const bundleManifestName = 'manifest.json'

/** Files that a bundle may hold; with such a name no path leaves the folder that a bundle is unpacked into. */
const fileNameSchema = z
  .string()
  .max(100)
  .regex(/^(networks\/[0-9a-f]{64}\.onnx|runs\/[1-9]\d{0,4}\/(record\.json|points\.json|telemetry\.jsonl|first-filters\.bin|pictures\/[a-z0-9-]{1,60}\.(png|json)|checkpoints\/step-\d{9,15}-epoch-\d{1,9}\/[\w-]+(\.[\w-]+)*|evaluations\/step-\d{9,15}-epoch-\d{1,9}-(train|validation|test)\/[\w-]+(\.[\w-]+)*))$/)

const mostRuns = 10_000
/** More than a run ever has. */
const mostTags = 1000

/** What the user has put on a run. */
const runMarksSchema = z.strictObject({ tags: z.array(z.string().min(1).max(maxTagLength)).max(mostTags), note: z.string().max(maxNoteLength) })
export type RunMarks = z.infer<typeof runMarksSchema>
export const noMarks: RunMarks = { tags: [], note: '' }

export const bundleManifestSchema = z.strictObject({
  format: z.literal(bundleFormat),
  version: z.int().min(1).max(bundleVersion),
  /** Version of the program that wrote it. */
  cnnLab: z.string().max(100),
  /** ISO 8601, UTC. */
  createdAt: z.string().max(40),
  /** Identifies the lab that wrote it. */
  lab: z.string().min(1).max(100),
  /** The processor of the machine that wrote it. */
  processor: z.string().max(200),
  /** Runs by their ids in that lab; the files of the first lie in `runs/1`, and so on. */
  runs: z.array(z.string().min(1).max(200)).min(1).max(mostRuns),
  /** Tags and notes, in the order of the runs; of a bundle of version 1 none. */
  marks: z.array(runMarksSchema).max(mostRuns).default([]),
  /** Facts of the imported data sets that the runs were trained on, by which the other lab knows classes and counts; their images do not come along. */
  datasets: z.array(storedDatasetSchema).max(mostRuns).default([]),
  /** The files that follow, in their order. */
  files: z.array(z.strictObject({ name: fileNameSchema, bytes: z.int().nonnegative(), sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
})
export type BundleManifest = z.infer<typeof bundleManifestSchema>
export type BundleFile = BundleManifest['files'][number]

/** A bundle that was written. */
export interface WrittenBundle {
  readonly path: string
  readonly bytes: number
  readonly runs: readonly string[]
}

/** A run of a bundle that was opened. */
export interface OpenedRun {
  /** Its id in the lab that wrote the bundle. */
  readonly original: string
  /** Its id in this lab. */
  readonly id: string
  /** Whether this lab had the very same run already, and took nothing over. */
  readonly wasThere: boolean
  /** Tags and note that came along, and stand on the run now. */
  readonly marks: RunMarks
}

export interface OpenedBundle {
  readonly path: string
  /** Version of the program that wrote it. */
  readonly bundledBy: string
  readonly runs: readonly OpenedRun[]
}

/** A figure of the run that came along, and of the one that was trained here. */
interface FigurePair {
  readonly bundled: number
  readonly trained: number
}

/** Figures of the images that judge epochs. */
type VerifiedFigures =
  | { readonly testAccuracy: FigurePair; readonly testLoss: FigurePair }
  | { readonly validationAccuracy: FigurePair; readonly validationLoss: FigurePair }

/** What training a run again has shown. */
export type Verification = VerifiedFigures & {
  /** Id of the run in this lab. */
  readonly id: string
  /**
   * `same-bytes`: the parameters after the epoch are the same to the last bit. `same-figures`: other bytes, as another machine may cause, and
   * accuracies that agree within chance. `other-result`: neither.
   */
  readonly outcome: 'same-bytes' | 'same-figures' | 'other-result'
  /** The epoch after which both were compared: the last one whose checkpoint came along. */
  readonly epoch: number
  /** SHA-256 of the parameters that came along, and of those that were trained here. */
  readonly sha256: { readonly bundled: string; readonly trained: string }
  /** In what the two trainings differ beside their results, each as a sentence; where there is nothing, equal settings must give equal bytes. */
  readonly differences: readonly string[]
}
