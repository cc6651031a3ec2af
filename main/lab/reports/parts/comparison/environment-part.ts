// Where compared runs were trained, and the command that compares them again.
import { titled } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import { formatDuration, formatZonedMoment } from '@common/words/format'
import { deviceWords } from '@common/words/run-facts'
import { factsTable, numberColumns, textColumns } from '../../blocks'
import { thisMachine } from '../environment-part'
import { alwaysThere, type SubjectPart } from '../subject-part'
import type { ReportedComparison } from './reported-comparison'

export const environmentPart: SubjectPart<ReportedComparison> = {
  missing: alwaysThere,
  blocks: ({ runs }) =>
    Promise.resolve([
      {
        block: 'table',
        caption: phrase('Where and when each run was trained.'),
        columns: [...textColumns(phrase('Run'), phrase('Device'), phrase('Begun')), ...numberColumns(phrase('Time'))],
        rows: runs.map(({ letter, run }) => [{ text: titled(letter, run.id) }, { text: deviceWords(run) }, { text: formatZonedMoment(run.startedAt) }, { text: formatDuration(run.elapsedSeconds), value: run.elapsedSeconds }]),
      },
      factsTable(phrase('What made this report.'), thisMachine()),
      { block: 'listing', caption: phrase('Command that compares the runs again.'), language: 'shell', text: `cnn-lab compare ${runs.map(({ run }) => run.id).join(' ')}` },
    ]),
}
