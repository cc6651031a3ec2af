// The summary of a comparison: what seeds say of the settings, else what the answers on the same images say.
import { statusWords } from '@common/words/status-words'
import { pairWords, seedWords } from '@common/comparison/comparison-words'
import { pageFormats } from '@common/words/format'
import { phrase } from '@language/phrase'
import type { ReportBlock } from '@contract/reports/report-block'
import { paragraph } from '../../blocks'
import { alwaysThere, type SubjectPart } from '../subject-part'
import type { ReportedComparison } from './reported-comparison'

/** Most sentences of a summary; all stand under the differences. */
const mostSentences = 4

export const summaryPart: SubjectPart<ReportedComparison> = {
  missing: alwaysThere,
  blocks: async (reported) => {
    const overSeeds = seedWords(reported.sets, pageFormats).map(({ words }) => words)
    const words = overSeeds.length > 0 ? overSeeds : (await reported.pairs()).flatMap(({ first, second, paired }) => (paired ? [pairWords(first, second, paired, pageFormats)] : []))
    const going = reported.runs.filter(({ run }) => run.status !== 'completed')
    return [
      ...(going.length === 0 ? [] : [paragraph(phrase('Not complete: {going}.', { going: going.map(({ letter, run }) => phrase('{letter} ({status}, epoch {epoch} of {epochs})', { letter, status: statusWords[run.status], epoch: run.epochs.length, epochs: run.spec.epochs })).join(phrase(', ')) }), 'problem')]),
      ...(words.length > 0
        ? words.slice(0, mostSentences).map((sentence) => paragraph(sentence, 'lead'))
        : [paragraph(phrase('These runs were not evaluated on the same images, so that no paired test can be made; their results stand side by side below.'))]),
      lettersTable(reported),
    ]
  },
}

/** Which letter is which run. */
function lettersTable({ runs }: ReportedComparison): ReportBlock {
  const isTold = runs.some(({ run, name }) => name !== run.title) // else the titles tell them apart
  return {
    block: 'table',
    caption: phrase('The runs of this comparison by their letters.'),
    columns: [phrase('Letter'), phrase('Run'), phrase('Title'), ...(isTold ? [phrase('What tells it from the others')] : [])].map((title) => ({ title, kind: 'text' })),
    rows: runs.map(({ letter, run, name }) => [{ text: letter, isStrong: true }, { text: run.id }, { text: run.title === run.id ? '' : run.title }, ...(isTold ? [{ text: name === run.title ? '' : name }] : [])]),
  }
}
