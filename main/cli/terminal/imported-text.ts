// An imported data set in words: what came of the import, its images, what was left out.
import { formatCount, formatCounted, formatShape } from '@common/words/plain-format'
import { titled } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import type { DatasetInfo } from '@contract/data/datasets'
import type { LeftOut } from '@contract/data/import-source'
import type { ImportedDataset } from '@contract/data/imports'
import { datasetInfo } from '../../data/catalogue'
import { say, sayJson, type CommandContext } from './command-context'

/** Most images that are listed as left out; all that are kept in mind are in `cnn-lab datasets show`. */
const mostLeftOut = 20

/** Says what an import has made; `json`: as one object with the facts of the set. */
export function tellImported(imported: ImportedDataset, json: boolean, { stdout, stderr, command }: CommandContext): void {
  const info = datasetInfo(imported.id)
  if (json) {
    sayJson(stdout, { ...imported, dataset: info })
    return
  }
  say(stderr, ...leftOutLines(imported.leftOut))
  say(stdout, imported.isNew ? phrase('Imported: {dataset}, {images}.', { dataset: info.title, images: imageWords(info) }) : phrase('{dataset} holds the same images, labels and classes already; nothing was added.', { dataset: info.title }))
  say(stdout, phrase('Train on it by: {command} train --dataset {id}', { command, id: info.id }))
}

/** Images by split, their form, and the classes. */
export const imageWords = ({ trainImages, validationImages, testImages, channels, height, width, classes }: DatasetInfo): string =>
  [
    phrase('{images} for training', { images: formatCounted(trainImages, 'image') }),
    ...(validationImages > 0 ? [phrase('{images} for validation', { images: formatCount(validationImages) })] : []),
    phrase('{images} for testing', { images: formatCount(testImages) }),
    phrase('{shape} in {classes}', { shape: formatShape([channels, height, width]), classes: formatCounted(classes.length, 'class') }),
  ].join(phrase(', '))

/** What was left out, and why: of much, the first. */
export function leftOutLines({ count, first }: { readonly count: number; readonly first: readonly LeftOut[] }, most = mostLeftOut): readonly string[] {
  if (count === 0) return []
  const listed = first.slice(0, most)
  return [phrase('Left out: {count}', { count: formatCount(count) }), ...listed.map(({ name, reason }) => `  ${titled(name, reason)}`), ...(count > listed.length ? [`  ${phrase('and {count} more', { count: formatCount(count - listed.length) })}`] : [])]
}
