// Interface of an analysis: the points that a spec asks for, each counted or measured by itself, so that an experiment can stop between them and go on.
import type { AnalysisKind, AnalysisSpec } from '@contract/experiments/analysis'
import type { ResultRow } from '@contract/experiments/result-row'

export type AnalysisSpecOf<K extends AnalysisKind> = Extract<AnalysisSpec, { readonly kind: K }>

/** A row that a point gives; the experiment adds what is its own. */
export type AnalysisRow = Pick<ResultRow, 'values' | 'figures'>

/** What a point will take on the device that it is measured on. */
export interface PointCost {
  readonly seconds: number
  /** Resident memory of the engine process, in bytes; 0: it needs none. */
  readonly memoryBytes: number
}

/** One network at one batch size, in training or inference where they are measured apart. */
export interface AnalysisPoint {
  /** Identifies it among all points of all experiments: what the same key has given need not be measured again on the same machine. */
  readonly key: string
  /** What tells it from the other points of the spec; its rows have these values, and may have more. */
  readonly values: AnalysisRow['values']
  /** @throws LabError why it cannot be measured, e.g. images that the network does not take */
  readonly cost: () => Promise<PointCost>
  /**
   * Counts or measures it; nothing else should compute meanwhile.
   * @throws LabError what the engine says, or its crash; the signal's reason
   */
  readonly run: (signal: AbortSignal) => Promise<readonly AnalysisRow[]>
}

export interface Analysis<K extends AnalysisKind> {
  /** In the order in which they are measured. */
  readonly points: (spec: AnalysisSpecOf<K>) => readonly AnalysisPoint[]
}
