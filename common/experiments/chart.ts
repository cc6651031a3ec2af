// The charts of experiments as data: which rows they draw, and what stands on their axes.
import type { LayerFigure } from '@contract/runs/telemetry'

interface ChartBase {
  readonly title: string
  /** One sentence on how to read it. */
  readonly caption: string
  /** Parts whose rows are drawn; absent: all. */
  readonly parts?: readonly string[]
}

export interface Axis {
  /** Path of a setting or name of a value (`layer`), or name of a figure. */
  readonly of: string
  readonly title: string
  readonly scale: 'linear' | 'log' | 'category'
}

export type ExperimentChart =
  /** A figure over a value: mean with the spread over seeds, one line for each value of `by`; `part`: for each part, by its title. */
  | (ChartBase & { readonly kind: 'figure'; readonly x: Axis; readonly y: Axis; readonly by?: string })
  /** Curves over epochs: mean with a band over seeds, one colour a row label, training dashed beside test. */
  | (ChartBase & { readonly kind: 'curves'; readonly figures: readonly ('trainAccuracy' | 'testAccuracy' | 'trainLoss' | 'testLoss')[] })
  /** A point for each label, and the front of those that no other beats in both figures. */
  | (ChartBase & { readonly kind: 'pareto'; readonly x: Axis; readonly y: Axis })
  /** Bars of figures for each value of `over`, stacked or beside each other. */
  | (ChartBase & { readonly kind: 'bars'; readonly over: string; readonly figures: readonly string[]; readonly isStacked: boolean })
  /** Differences of a figure to the rows with the label `baseline`, with intervals over seeds. */
  | (ChartBase & { readonly kind: 'effects'; readonly figure: string; readonly baseline: string })
  /** Telemetry of layers over the steps, one panel for each label. */
  | (ChartBase & { readonly kind: 'layers'; readonly figure: LayerFigure })
  /** A component of the Model view with its controls, for what is explored rather than run. */
  | (ChartBase & { readonly kind: 'panel'; readonly panel: 'layer-costs' | 'chip-designer' | 'rooflines' | 'hog' })

export type PanelChart = Extract<ExperimentChart, { readonly kind: 'panel' }>
