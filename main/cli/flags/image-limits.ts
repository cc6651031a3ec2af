// Flags that ask for more images than the data set has.
import { tooManyImages } from '@common/training/used-images'
import { plainFormats } from '@common/words/plain-format'
import type { RunSpec } from '@contract/training/run-spec'
import { datasetInfo } from '../../data/catalogue'
import { typedFor, type TypedFlags } from './setting-flags'
import { UsageError } from './usage-error'

/**
 * Refuses typed limits that are larger than the data set. Such a limit in a preset or a file stands for all images.
 * @throws UsageError that names the flag; LabError `dataset/unknown`
 */
export function assertEnoughImages(flags: TypedFlags, { dataset }: RunSpec): void {
  const { trainImages, testImages } = datasetInfo(dataset.id)
  const limits = [
    { flag: '--limit-train', typed: typedFor('dataset.limitTrain', flags), limit: dataset.limitTrain, all: trainImages },
    { flag: '--limit-test', typed: typedFor('dataset.limitTest', flags), limit: dataset.limitTest, all: testImages },
  ]
  const faults = limits.flatMap(({ flag, typed, limit, all }) => {
    const fault = typed === undefined ? '' : tooManyImages(limit, all, plainFormats)
    return fault === '' ? [] : [`${flag} ${String(typed)} ${fault}`]
  })
  if (faults.length > 0) throw new UsageError(faults.join(' '))
}
