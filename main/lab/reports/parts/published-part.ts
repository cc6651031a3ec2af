// What others have published on the same network and data, with the sources.
import { publishedEpochs, publishedFor } from '@common/published/published'
import { formatPercent } from '@common/words/format'
import type { RunPart } from './run-part'

export const publishedPart: RunPart = {
  missing: ({ run }) => Promise.resolve(publishedFor(run.spec).length > 0 ? null : 'The lab knows no published results of this network on this data set.'),
  section: (reported) => {
    const results = publishedFor(reported.run.spec)
    if (results.length === 0) return Promise.resolve(null)
    return Promise.resolve(reported.section('published', [{
      block: 'table',
      caption: `Published test accuracies after ${publishedEpochs} epochs on all of ${reported.dataset.title}.`,
      columns: [{ title: 'Result', kind: 'text' }, { title: 'Source', kind: 'text' }, { title: 'Test accuracy', kind: 'number' }],
      rows: results.map(({ name, source, finalAccuracy }) => [{ text: name }, { text: source }, { text: formatPercent(finalAccuracy), value: finalAccuracy }]),
    }]))
  },
}
