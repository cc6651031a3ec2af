// A data set in a few words, as its header has them.
import { formatCount, formatCounted } from '@common/words/format'
import { phrase } from '@language/phrase'
import { imagesOf, type DatasetInfo } from '@contract/data/datasets'
import { splits, type Split } from '@contract/runs/evaluation'

const channelWords: Readonly<Record<number, string>> = { 1: phrase('grey'), 3: phrase('colour') }

/** `28×28 grey`, height first, as everywhere. */
export function formWords({ height, width, channels }: Pick<DatasetInfo, 'height' | 'width' | 'channels'>): string {
  return `${height}×${width} ${channelWords[channels] ?? phrase('with {channels} channels', { channels })}`
}

/** `60,000 train`. */
const splitCounts: Readonly<Record<Split, (count: string) => string>> = {
  train: (count) => phrase('{count} train', { count }),
  validation: (count) => phrase('{count} validation', { count }),
  test: (count) => phrase('{count} test', { count }),
}

/** `60,000 train`, `10,000 test`, `28×28 grey`, `10 classes`. */
export function datasetWords(info: DatasetInfo): readonly string[] {
  const counts = splits.flatMap((split) => (imagesOf(info, split) > 0 ? [splitCounts[split](formatCount(imagesOf(info, split)))] : []))
  return [...counts, formWords(info), formatCounted(info.classes.length, 'class')]
}

/** `mean 0.286, deviation 0.353`; of colours, one number for each channel. */
export function valueWords({ mean, deviation }: Pick<DatasetInfo, 'mean' | 'deviation'>): string {
  const numbers = (list: readonly number[]): string => list.map((value) => value.toFixed(3)).join(' ')
  return phrase('mean {mean}, deviation {deviation}', { mean: numbers(mean), deviation: numbers(deviation) })
}
