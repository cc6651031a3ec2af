// One sentence on a measured figure beside a published one: whether they agree, where the settings are the same; else what differs.
import { language } from '@language/language'
import { phrase } from '@language/phrase'
import { withinSentence } from '../../words/within-sentence'
import { models } from '@contract/models/zoo'
import type { RunSpec } from '@contract/training/run-spec'
import { settingAt, valueAt, type SettingPath } from '@contract/training/settings/table'
import type { AxisValue } from '@contract/sweeps/axis'
import { axisValueWords } from '../../sweeps/sweep-words'
import type { Formats } from '../../words/formats'
import type { PublishedFigure } from '../experiment'
import type { RowGroup } from '../row-groups'
import { scales } from './figure-words'
import { finishedMean } from './finished-values'
import { listedWords } from '../../words/listed-words'
import { capital } from '../../words/capital'

export interface PublishedQuestion {
  readonly group: RowGroup | undefined
  readonly published: PublishedFigure
  /** Settings with which the published run differs from ours; see {@link differingSettings}. */
  readonly differing: readonly string[]
}

/** @returns null where no run is finished, or the published result has no test accuracy */
export function publishedSentence({ group, published, differing }: PublishedQuestion, formats: Formats): string | null {
  const own = group && finishedMean(group, 'testAccuracy')
  const { testAccuracy } = published.figures
  if (!own || testAccuracy === undefined) return null
  const named = { label: capital(group.label), mean: formats.formatPercent(own.mean) }
  const reached = own.count > 1 ? phrase('{label} reaches a test accuracy of {mean} on average over {seeds}', { ...named, seeds: formats.formatCounted(own.count, 'seed') }) : phrase('{label} reaches a test accuracy of {mean} in its only run', named)
  const what = published.what.replace(/^(The|A) /, (article) => article.toLowerCase())
  const other = phrase('Published for {what} are {testAccuracy} ({source})', { what, testAccuracy: formats.formatPercent(testAccuracy), source: published.source })
  if (differing.length > 0) return phrase('{reached}. {other}, but with {settings}.', { reached, other, settings: listedWords(differing) })
  return phrase('{reached}. {other}: {agreement}.', { reached, other, agreement: agreement(own.mean, own.interval, testAccuracy) })
}

function agreement(mean: number, interval: { readonly low: number; readonly high: number } | null, published: number): string {
  const apart = scales.points.size(mean - published)
  if (interval === null) return phrase('they are {apart} apart, and whether that is chance cannot be told from one run', { apart })
  if (interval.low <= published && published <= interval.high) return phrase('they agree within {apart}, less than the seeds leave open', { apart })
  return mean > published ? phrase('ours is {apart} above it, more than the seeds explain', { apart }) : phrase('ours is {apart} below it, more than the seeds explain', { apart })
}

/** Settings that read better without their label. */
const wordsOfValue: Readonly<Partial<Record<SettingPath, (value: AxisValue | undefined) => string>>> = {
  'network.model': (value) => models.find(({ name }) => name === value)?.title ?? phrase('other layers'),
  'dataset.limitTrain': (value) => (typeof value === 'number' ? phrase('the first {count} training images', { count: value.toLocaleString(language) }) : phrase('all training images')),
  epochs: (value) => phrase('{epochs} epochs', { epochs: String(value) }),
}

/** Which settings of a published run differ from those of a spec, each with the published value and ours: `all training images instead of the first 6,000 training images`. */
export function differingSettings(spec: RunSpec, published: Readonly<Partial<Record<SettingPath, AxisValue>>>): readonly string[] {
  return Object.entries(published).flatMap(([path, value]) => {
    const own = valueAt(spec, path) as AxisValue | undefined
    if (own === value) return []
    const words = wordsOfValue[path as SettingPath]
    if (words) return [phrase('{theirs} instead of {ours}', { theirs: words(value), ours: words(own) })]
    return [phrase('{setting} {theirs} instead of {ours}', { setting: withinSentence(settingAt(path as SettingPath).label), theirs: axisValueWords(path, value), ours: axisValueWords(path, own) })]
  })
}
