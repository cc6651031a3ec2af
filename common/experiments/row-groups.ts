// Rows of results by their label: what was run with several seeds is one group.
import { settingWithValue } from '@common/words/setting-value'
import { phrase } from '@language/phrase'
import { withinSentence } from '../words/within-sentence'
import type { AxisValue } from '@contract/sweeps/axis'
import type { ResultRow } from '@contract/experiments/result-row'
import type { LabelOf, Part } from './experiment'
import { rowValueLabel, rowValueWords } from './row-value-words'

export interface RowGroup {
  readonly part: string
  readonly label: string
  readonly values: ResultRow['values']
  /** One for each seed. */
  readonly rows: readonly ResultRow[]
}

/** The rows by part and values, in the order in which these first occur, each group with its label. Rows of parts that there are not any more are left out. */
export function rowGroups(parts: readonly Pick<Part, 'name' | 'title' | 'labelOf'>[], rows: readonly ResultRow[]): readonly RowGroup[] {
  return parts.flatMap((part) => {
    const own = rows.filter((row) => row.part === part.name)
    const labelOf = part.labelOf ?? labelOfDifferences(part.title, own)
    const groups = new Map<string, ResultRow[]>()
    for (const row of own) {
      const key = JSON.stringify(Object.entries(row.values).sort(([a], [b]) => (a < b ? -1 : 1)))
      groups.set(key, [...(groups.get(key) ?? []), row])
    }
    return [...groups.values()].map((members) => {
      const values = members[0]?.values ?? {}
      return { part: part.name, label: labelOf(values, own.map((row) => row.values)), values, rows: members }
    })
  })
}

/** Labels of the values that differ between the rows of a part, e.g. `batch size 64`; the part's title where none do. */
function labelOfDifferences(title: string, rows: readonly ResultRow[]): LabelOf {
  const paths = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))]
  const differing = paths.filter((path) => new Set(rows.map(({ values }) => values[path])).size > 1)
  return (values) => differing.map((path) => settingWithValue(withinSentence(rowValueLabel(path)), valueWords(path, values[path]))).join(phrase(', ')) || title
}

const valueWords = (path: string, value: AxisValue | undefined): string => rowValueWords(path, value) || phrase('unset')
