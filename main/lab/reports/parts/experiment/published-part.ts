// What others have published on the question of an experiment, with the sources.
import { phrase } from '@language/phrase'
import { publishedWords } from '@common/experiments/figure-words'
import { pageFormats } from '@common/words/format'
import type { SubjectPart } from '../subject-part'
import type { ReportedExperiment } from './reported-experiment'

export const publishedPart: SubjectPart<ReportedExperiment> = {
  missing: ({ experiment }) => Promise.resolve(experiment.published.length > 0 ? null : phrase('The lab knows no published figures for this question.')),
  blocks: ({ experiment }) =>
    Promise.resolve(experiment.published.length === 0 ? [] : [{
      block: 'table',
      caption: phrase('Published figures, with where they come from.'),
      columns: [phrase('What § which figure was published'), phrase('Figures § numbers'), phrase('Source')].map((title) => ({ title, kind: 'text' })),
      rows: experiment.published.map((figure) => [{ text: figure.what }, { text: publishedWords(experiment, figure, pageFormats) }, { text: figure.source }]),
    }]),
}
