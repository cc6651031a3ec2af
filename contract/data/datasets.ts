// The data sets of the lab, as every process names them.
import { z } from 'zod'

export const datasetNames = ['fashion-mnist'] as const
export const datasetNameSchema = z.enum(datasetNames)
export type DatasetName = z.infer<typeof datasetNameSchema>

export interface DatasetInfo {
  readonly name: DatasetName
  readonly title: string
  readonly description: string
  readonly licence: string
  readonly source: string
  readonly trainImages: number
  readonly testImages: number
  /** Pixels. */
  readonly height: number
  readonly width: number
  readonly channels: number
  /** Class names by label, e.g. `T-shirt/top`. */
  readonly classes: readonly string[]
}
