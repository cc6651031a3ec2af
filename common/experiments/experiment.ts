// What an experiment is: data that the lab runs, the page and the command line show, and reports print. One definition a file in `definitions/`.
import type { AxisValue } from '@contract/sweeps/axis'
import type { ListedPoint } from '@contract/sweeps/strategy'
import type { SweepSpec } from '@contract/sweeps/sweep-spec'
import type { ExperimentName, ExperimentSize } from '@contract/experiments/experiment-names'
import type { ExperimentPlan } from '@contract/experiments/experiment-record'
import type { ResultRow } from '@contract/experiments/result-row'
import type { Formats } from '../words/formats'
import type { ExperimentChart } from './chart'
import type { ResultColumn } from './column'

export interface Experiment {
  readonly name: ExperimentName
  /** `exercise`: an exercise of the chapter; `story`: runs that its text suggests. */
  readonly kind: 'exercise' | 'story'
  readonly title: string
  /** The question in the book's words. */
  readonly question: string
  /** Where it stands, e.g. `Exercise 6 of the chapter`. */
  readonly source: string
  /** Two or three sentences: what is run, and what to look at. */
  readonly approach: string
  /** In the order in which they are run. */
  readonly parts: readonly Part[]
  readonly sizes: Readonly<Record<ExperimentSize, SizePlan>>
  readonly charts: readonly ExperimentChart[]
  /** Columns of the table that answers, beside the values that differ. */
  readonly columns: readonly ResultColumn[]
  /** Published figures to show beside, in their order. */
  readonly published: readonly PublishedFigure[]
  /** What follows from the measured numbers: two to four sentences; of what is not there yet it says nothing. The plan is that of the results: it tells where their settings differ from published ones. */
  readonly sentences: (results: readonly ResultRow[], formats: Formats, plan: ExperimentPlan) => readonly string[]
}

type RowValues = Readonly<Record<string, AxisValue>>

/** @param others the values of all rows of the part, among which the label has to tell these apart; absent: it stands alone */
export type LabelOf = (values: RowValues, others?: readonly RowValues[]) => string

/** Facts of a part, the same in every size. */
export interface Part {
  readonly name: string
  readonly title: string
  /** How charts, tables and sentences call a row by its values, a noun phrase for the middle of a sentence, e.g. `LeNet without dropout`; absent: by the values that differ. */
  readonly labelOf?: LabelOf
  /** Columns of a table of its own; absent: its rows stand in the experiment's. Empty: its rows are shown by charts and panels alone. */
  readonly columns?: readonly ResultColumn[]
  /** The part in whose table its rows stand, which has the same columns; absent: they stand by themselves. */
  readonly tableOf?: string
  /** What its rows are, as the head of their column; absent: settings. */
  readonly rowTitle?: string
  /** The points with which a network joins the part's list, at the settings that are usual in it; absent: networks cannot join. */
  readonly join?: (network: string, sweep: Pick<SweepSpec, 'base' | 'strategy'>) => readonly ListedPoint[]
}

export interface SizePlan {
  /** What this size shows, and where it is smaller than the book's, e.g. `A tenth of the images at half their size`. */
  readonly note: string
  /** The work of each part by its name; a part may be left out of a size. */
  readonly plan: ExperimentPlan
}

export interface PublishedFigure {
  /** What was trained or measured, e.g. `AlexNet, batch size 512, learning rate 0.01`. */
  readonly what: string
  /** Figures by name, as those of rows; in base units. */
  readonly figures: Readonly<Record<string, number>>
  /** Who published it, and whether it is printed, read off a curve, or reported by readers. */
  readonly source: string
  /** Values of settings by which charts place it; absent: only in the table. */
  readonly values?: Readonly<Record<string, AxisValue>>
}
