// A run's settings as facts with their labels, for its page and its report: read from the table of settings.
import { phrase } from '@language/phrase'
import type { DatasetInfo } from '@contract/data/datasets'
import { networkInfo } from '@contract/models/networks'
import { choiceTitles } from '@contract/models/zoo'
import { heldOutSplit } from '@contract/runs/held-out'
import type { RunSpec } from '@contract/training/run-spec'
import { applies, settingAt, settings, valueAt, type SettingPath } from '@contract/training/settings/table'
import { judgingImages } from '../training/used-images'
import { formatCount, formatCounted, formatPercent, formatShape } from './format'
import { withCommas } from './listed-words'
import { imageWords, preprocessingWords, stepWords } from './spec-words'

export interface Fact {
  readonly label: string
  readonly value: string
}

/** `first 2,560 images`, `all 60,000 images`. */
function images(limit: number | null, all: number | undefined, but = ''): string {
  if (limit !== null && (all === undefined || limit < all)) return phrase('first {limit} images{but}', { limit: formatCount(limit), but })
  return `${all === undefined ? phrase('all images') : phrase('all {all} images', { all: formatCount(all) })}${but}`
}

/** What epochs are judged by, where that is not the test images. */
function validationFacts({ dataset: settings }: RunSpec, dataset: DatasetInfo | null): Fact[] {
  const { validation, validationShare } = settings
  if (validation === 'test') return []
  const counted = dataset ? formatCounted(judgingImages(settings, dataset), 'image') : phrase('images')
  return [{ label: phrase('Validated on'), value: validation === 'own' ? phrase("{counted} of the set's own", { counted }) : phrase('{counted}: {share} of the training images of each class', { counted, share: formatPercent(validationShare) }) }]
}

/** Titles of choices of layers that can be understood without the form around them: `max-pooling`, not `maximum`. */
const layerTitles: Partial<Record<SettingPath, Readonly<Record<string, string>>>> = { 'network.pooling': choiceTitles, 'network.tab': choiceTitles }

/** One setting as a fact; none where the spec has no such setting. */
function factOf(path: SettingPath, spec: RunSpec): Fact[] {
  const setting = settingAt(path)
  const value = valueAt(spec, path)
  if (!applies(path, spec) || value === null || value === undefined) return []
  const title = setting.kind === 'choice' && typeof value === 'string' ? (layerTitles[path]?.[value] ?? setting.titles?.[value] ?? value) : null
  const number = typeof value === 'number' ? (setting.kind === 'count' && path !== 'seed' ? formatCount(value) : String(value)) : null
  return [{ label: setting.label, value: title ?? number ?? '' }]
}

/** One fact for several settings; none without words. */
const together = (label: string, words: readonly string[]): Fact[] => (words.length === 0 ? [] : [{ label, value: withCommas(words) }])

/**
 * Every setting of a run with its label.
 * @param dataset facts of its data set; null while they are not known
 */
export function specFacts(spec: RunSpec, dataset: DatasetInfo | null): Fact[] {
  const { network } = spec
  const { inputSize, title } = networkInfo(network)
  const { height, width } = spec.preprocessing
  const isOwnSize = inputSize === null || (height === inputSize && width === inputSize)
  const input = formatShape([...(dataset ? [dataset.channels] : []), height, width])
  const fact = (path: SettingPath): Fact[] => factOf(path, spec)
  return [
    { label: settings['network.model'].label, value: title },
    ...(['network.activation', 'network.pooling', 'network.tab'] as const).flatMap(fact),
    { label: settings['dataset.id'].label, value: dataset?.title ?? spec.dataset.id },
    { label: phrase('Input'), value: `${input}${spec.preprocessing.normalization === 'none' ? phrase(', values 0 to 1') : ''}${isOwnSize ? '' : phrase(' (size changed)')}` },
    ...together(phrase('Preprocessing'), preprocessingWords(spec.preprocessing)),
    { label: phrase('Trained on'), value: images(spec.dataset.limitTrain, dataset?.trainImages, spec.dataset.validation === 'share' ? phrase(' but those for validation') : '') },
    ...validationFacts(spec, dataset),
    { label: phrase('Tested on'), value: `${images(spec.dataset.limitTest, dataset?.testImages)}${heldOutSplit(spec) === 'test' ? '' : phrase(', once, at the end')}` },
    ...(['batchSize', 'epochs', 'optimizer.learningRate', 'optimizer.name'] as const).flatMap(fact),
    ...together(phrase('Steps § how the optimizer takes them'), stepWords(spec)),
    ...fact('network.dropout'),
    ...together(phrase('Augmentation'), imageWords(spec)),
    ...(['network.initializer', ...(network.initializerScale === 1 ? [] : (['network.initializerScale'] as const)), 'network.file.weights', 'seed'] as const).flatMap(fact),
  ]
}
