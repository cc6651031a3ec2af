// Flags that do not fit the data set: more images than it has, images for validation that it has not, or numbers for other channels.
import { normalizationFaults } from '@common/preprocessing/input-form'
import { tooManyImages, validationFault } from '@common/training/used-images'
import { betweenSentences } from '@common/words/sentences'
import { plainFormats } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import type { RunSpec } from '@contract/training/run-spec'
import { datasetInfo } from '../../data/catalogue'
import { typedFor, type TypedFlags } from './setting-flags'
import { UsageError } from './usage-error'

/**
 * Refuses typed limits that are larger than the data set, where such a limit in a preset or a file stands for all images, validation on images that the set has not, and as many numbers of a normalisation as the images have no channels.
 * @throws UsageError that names the flag; LabError `dataset/unknown`
 */
export function assertFitsDataset(flags: TypedFlags, { dataset, preprocessing }: RunSpec): void {
  const info = datasetInfo(dataset.id)
  const limits = [
    { flag: '--limit-train', typed: typedFor('dataset.limitTrain', flags), limit: dataset.limitTrain, all: info.trainImages },
    { flag: '--limit-test', typed: typedFor('dataset.limitTest', flags), limit: dataset.limitTest, all: info.testImages },
  ]
  const tooMany = limits.flatMap(({ flag, typed, limit, all }) => {
    const fault = typed === undefined ? '' : tooManyImages(limit, all, plainFormats)
    return fault === '' ? [] : [`${flag} ${String(typed)} ${fault}`]
  })
  const validation = validationFault(dataset.validation, info)
  const faults = [...tooMany, ...(validation === '' ? [] : [`--validation ${validation}`]), ...normalizationFaults(preprocessing, info).map(({ field, message }) => phrase('{flag} {fault}.', { flag: `--${field}`, fault: message }))]
  if (faults.length > 0) throw new UsageError(faults.join(betweenSentences))
}
