// What others have published on the same network and data, with the sources.
import { publishedEpochs, publishedFor } from '@common/published/published'
import { formatPercent } from '@common/words/format'
import { phrase } from '@language/phrase'
import { networkTitle } from '@contract/models/networks'
import { numberCell, numberColumns, textColumns } from '../blocks'
import type { RunPart } from './run-part'

export const publishedPart: RunPart = {
  missing: ({ run }) => Promise.resolve(publishedFor(run.spec).length > 0 ? null : phrase('The lab knows no published results of this network on this data set.')),
  shared: { key: ({ run }) => JSON.stringify(publishedFor(run.spec).map(({ source }) => source)), title: ({ run }) => networkTitle(run.spec.network) },
  blocks: ({ run, dataset }) => {
    const results = publishedFor(run.spec)
    if (results.length === 0) return Promise.resolve([])
    return Promise.resolve([{
      block: 'table',
      caption: phrase('Published test accuracies after {epochs} epochs on all of {dataset}.', { epochs: publishedEpochs, dataset: dataset.title }),
      columns: [...textColumns(phrase('Result'), phrase('Source')), ...numberColumns(phrase('Test accuracy'))],
      rows: [
        ...results.map(({ name, source, finalAccuracy }) => [{ text: name }, { text: source }, numberCell(finalAccuracy, formatPercent)]),
        ...(run.testAccuracy === null ? [] : [[{ text: phrase('This run'), isStrong: true }, { text: run.id }, { ...numberCell(run.testAccuracy, formatPercent), isStrong: true }]]),
      ],
    }])
  },
}
