// The results of compared runs side by side, with intervals, and means of settings over their seeds.
import { enumeration, titled } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import { resultColumns, runCells, seedCells, type ResultCell } from '@common/comparison/compare-rows'
import { formatCounted } from '@common/words/format'
import { numberColumns, textColumns } from '../../blocks'
import { fittedTables } from '../../fitted-tables'
import type { SubjectPart } from '../subject-part'
import type { ReportedComparison } from './reported-comparison'

export const resultsPart: SubjectPart<ReportedComparison> = {
  missing: ({ runs }) => Promise.resolve(runs.some(({ run }) => run.epochs.length > 0) ? null : phrase('None of the runs has ended an epoch.')),
  blocks: ({ runs, sets, sources }) => {
    const columns = resultColumns(runs)
    const means = sets.flatMap((set) => {
      const cells = seedCells(set, columns)
      return cells ? [{ set, cells }] : []
    })
    return Promise.resolve(fittedTables({
      block: 'table',
      caption: means.length > 0
        ? phrase('Results of the runs. Behind the last test accuracy stands its 95 % interval (Wilson), in per cent; below, means over the seeds with one standard deviation.')
        : phrase('Results of the runs. Behind the last test accuracy stands its 95 % interval (Wilson), in per cent.'),
      columns: [...textColumns(phrase('Run')), ...numberColumns(...columns.map(({ title }) => title))],
      rows: [
        ...runs.map((one) => [{ text: titled(one.letter, one.name) }, ...runCells(one, sources.datasetInfo(one.run.spec.dataset.id), columns).map((cell) => ({ text: inBrackets(cell) }))]),
        ...means.map(({ set, cells }) => [{ text: phrase('{set}: mean of {seeds} ({letters})', { set: set.name, seeds: formatCounted(set.members.length, 'seed'), letters: enumeration(set.members.map(({ letter }) => letter)) }) }, ...cells.map((cell) => ({ text: behind(cell) }))]),
      ],
      ...(means.length > 0 && { totals: means.map((_, index) => runs.length + index) }),
    }))
  },
}

/** `87.1 % (86.4–87.7)`. */
const inBrackets = ({ text, detail }: ResultCell): string => (detail === '' ? text : `${text} (${detail})`)

/** `87.1 % ± 0.4 %`. */
const behind = ({ text, detail }: ResultCell): string => `${text} ${detail}`.trim()
