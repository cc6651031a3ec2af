// The rows that a chart draws: those of its parts.
import type { ResultRow } from '@contract/experiments/result-row'
import type { ExperimentChart } from '../chart'
import type { Part } from '../experiment'
import { rowGroups, type RowGroup } from '../row-groups'

/** What the labels of rows follow from. */
export type LabelledPart = Pick<Part, 'name' | 'title' | 'labelOf'>

/** The parts that a chart draws. */
export function drawnParts<OfPart extends LabelledPart>({ parts: wanted }: Pick<ExperimentChart, 'parts'>, parts: readonly OfPart[]): readonly OfPart[] {
  return wanted ? parts.filter(({ name }) => wanted.includes(name)) : parts
}

/** The rows that a chart draws, by label. */
export function drawnGroups(chart: Pick<ExperimentChart, 'parts'>, parts: readonly LabelledPart[], rows: readonly ResultRow[]): readonly RowGroup[] {
  return rowGroups(drawnParts(chart, parts), rows)
}
