// What the chooser of networks in Inspect lists: runs that have a checkpoint, the newest first, and networks with first weights.
import { phrase } from '@language/phrase'
import type { ImportedNetwork } from '@contract/models/imported-network'
import type { NetworkSummary } from '@contract/models/own-network'
import type { RunRow } from '@contract/runs/run-row'
import { formatMoment, formatPercent } from '@common/words/format'
import type { Choice } from '../../fields/choice'
import { networkGroups } from '../training/network-choices'

/** An entry of the list, or the heading of those below it. */
export interface NetworkOption {
  readonly type?: 'label'
  /** A heading has none. */
  readonly value?: string
  readonly label: string
  readonly description?: string
}

const runKind = 'run'

/** The value of a run in the list. */
export const runValue = (id: string): string => `${runKind} ${id}`

/** The run that a value stands for; null: a network with first weights. */
export const runOfValue = (value: string): string | null => (value.startsWith(`${runKind} `) ? value.slice(runKind.length + 1) : null)

function runOption({ id, title, createdAt, bestTestAccuracy, bestValidationAccuracy }: RunRow): Choice<string> {
  const best = bestValidationAccuracy ?? bestTestAccuracy
  const accuracy = best === null ? [] : [phrase(bestValidationAccuracy === null ? 'test accuracy up to {best}' : 'validation accuracy up to {best}', { best: formatPercent(best) })]
  return { value: runValue(id), label: title, description: [id, formatMoment(createdAt), ...accuracy].join(' · ') }
}

/** The list in groups with their headings. */
export function networkOptions(runs: readonly RunRow[], own: readonly NetworkSummary[], imported: readonly ImportedNetwork[]): NetworkOption[][] {
  const listed = runs.filter(({ checkpoint }) => checkpoint !== null).map(runOption)
  return [
    ...(listed.length > 0 ? [[{ type: 'label' as const, label: phrase('Runs, the newest first') }, ...listed]] : []),
    ...networkGroups(own, imported).map(({ group, choices }) => [{ type: 'label' as const, label: group === phrase('Files') ? phrase('{group}, as they are', { group }) : phrase('{group}, first weights', { group }) }, ...choices]),
  ]
}
