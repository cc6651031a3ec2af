// Data sets on the command line: by id, title, or a beginning that only one has.
import { namedDatasets } from '@common/data/named-dataset'
import { enumeration, listedWords } from '@common/words/listed-words'
import { didYouMean } from '@common/words/suggestion'
import { phrase } from '@language/phrase'
import type { DatasetId } from '@contract/data/datasets'
import { datasets, formerDatasets } from '../../data/catalogue'
import { UsageError } from './usage-error'

/**
 * To be called while a lab is open, which knows the imported sets. Sets whose images were removed are found, too.
 * @param flag that the text was given with, for messages
 * @throws UsageError that names the sets that there are, or those that may be meant
 */
export function datasetIdOf(text: string, flag = phrase('The name')): DatasetId {
  const [id, ...others] = [datasets(), formerDatasets()].map((sets) => namedDatasets(text, sets)).find(({ length }) => length > 0) ?? []
  if (id !== undefined && others.length === 0) return id
  const ids = datasets().map((set) => set.id)
  if (id !== undefined) throw new UsageError(phrase('{flag} {text} may be that of several data sets: {names}. Write more of the id.', { flag, text, names: listedWords([id, ...others]) }))
  throw new UsageError(phrase('{flag} {text} is that of no data set.{didYouMean} Data sets: {ids}.', { flag, text, didYouMean: didYouMean(text, ids), ids: enumeration(ids) }))
}
