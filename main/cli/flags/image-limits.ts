// More images asked for by a flag than the data set has.
import { tooManyImages } from '@common/conclusions/used-images'
import { plainFormats } from '@common/words/plain-format'
import type { RunSpec } from '@contract/training/run-spec'
import { datasetInfo } from '../../data/catalogue'
import { typedFor, type TypedFlags } from './setting-flags'
import { UsageError } from './usage-error'

/**
 * Refuses limits that were typed and are larger than the set. Those of a preset or a file stand for all images.
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
