// A run's settings as short facts, for a line under its title and for a list.
import { augmentationWords, isAugmented } from '@contract/data/augmentation'
import type { DatasetInfo } from '@contract/data/datasets'
import { choiceNames, choiceTitles } from '@contract/models/zoo'
import { initializerTitles } from '@contract/models/initializers'
import { changedLayers, chosenDropout, networkInfo } from '@contract/models/networks'
import { optimizers } from '@contract/training/optimizer'
import { stepWords } from '@common/words/spec-words'
import type { RunSpec } from '@contract/training/run-spec'
import { fieldWords } from '../../fields/fields'
import { formatCount, formatNumber } from '@common/words/format'

export interface Fact {
  readonly label: string
  readonly value: string
}

function images(limit: number | null, all: number | undefined): string {
  if (limit !== null && (all === undefined || limit < all)) return `first ${formatCount(limit)} images`
  return all === undefined ? 'all images' : `all ${formatCount(all)} images`
}

/** Every setting of a run with its label. */
export function specFacts(spec: RunSpec, dataset: DatasetInfo | null): Fact[] {
  const { network } = spec
  const { inputSize, title } = networkInfo(network)
  const { height, width } = spec.preprocessing
  const dropout = chosenDropout(network)
  const layers = choiceNames.flatMap((name) => {
    const chosen = network.kind === 'zoo' ? network[name] : null
    return chosen === null ? [] : [{ label: fieldWords[name].label, value: choiceTitles[chosen] }]
  })
  return [
    { label: fieldWords.model.label, value: title },
    ...layers,
    { label: fieldWords.dataset.label, value: dataset?.title ?? spec.dataset.id },
    { label: 'Image size', value: `${height}×${width}${inputSize === null || (height === inputSize && width === inputSize) ? '' : ' (changed)'}` },
    { label: 'Trained on', value: images(spec.dataset.limitTrain, dataset?.trainImages) },
    { label: 'Tested on', value: images(spec.dataset.limitTest, dataset?.testImages) },
    { label: fieldWords.batchSize.label, value: formatCount(spec.batchSize) },
    { label: fieldWords.epochs.label, value: formatCount(spec.epochs) },
    { label: fieldWords.learningRate.label, value: formatNumber(spec.optimizer.learningRate) },
    { label: fieldWords.optimizer.label, value: optimizers.find(({ name }) => name === spec.optimizer.name)?.title ?? spec.optimizer.name },
    ...(stepWords(spec).length > 0 ? [{ label: 'Steps', value: stepWords(spec).join(', ') }] : []),
    ...(dropout === null ? [] : [{ label: fieldWords.dropout.label, value: formatNumber(dropout) }]),
    ...(isAugmented(spec.augmentation) ? [{ label: 'Augmentation', value: augmentationWords(spec.augmentation).join(', ') }] : []),
    { label: fieldWords.initializer.label, value: initializerTitles[spec.network.initializer] },
    { label: fieldWords.seed.label, value: formatNumber(spec.seed) },
  ]
}

/** `first 2,560 training images`; nothing where the data set has no more, which then are all. */
function limitWords(limit: number | null, all: number | undefined, what: string): string[] {
  return limit === null || (all !== undefined && limit >= all) ? [] : [`first ${formatCount(limit)} ${what} images`]
}

/** The settings that tell runs apart at a glance, those first by which one looks for a run: `batch size 128 · learning rate 0.1 · seed 0`. */
export function specLine(spec: RunSpec, dataset: DatasetInfo | null): string {
  const dropout = chosenDropout(spec.network)
  const { limitTrain, limitTest } = spec.dataset
  return [
    ...changedLayers(spec.network),
    `batch size ${formatCount(spec.batchSize)}`,
    `learning rate ${formatNumber(spec.optimizer.learningRate)}`,
    `seed ${formatNumber(spec.seed)}`,
    ...stepWords(spec),
    ...(dropout === null ? [] : [`dropout ${formatNumber(dropout)}`]),
    ...(isAugmented(spec.augmentation) ? [`images ${augmentationWords(spec.augmentation).join(', ')}`] : []),
    ...limitWords(limitTrain, dataset?.trainImages, 'training'),
    ...limitWords(limitTest, dataset?.testImages, 'test'),
  ].join(' · ')
}
