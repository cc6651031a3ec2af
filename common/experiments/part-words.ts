// What a part of a plan is, in one line.
import { pointCount } from '../sweeps/points'
import { axisLabel } from '../sweeps/sweep-words'
import { formatCounted } from '../words/format'
import { enumeration } from '../words/listed-words'
import { specLine } from '../words/spec-line'
import { phrase } from '@language/phrase'
import { withinSentence } from '../words/within-sentence'
import type { DatasetInfo } from '@contract/data/datasets'
import type { AnalysisKind } from '@contract/experiments/analysis'
import type { PartWork } from '@contract/experiments/experiment-record'
import { networkTitle } from '@contract/models/networks'
import type { SweepSpec } from '@contract/sweeps/sweep-spec'
import { sweepLine } from '../sweeps/sweep-line'

const analysisWords: Readonly<Record<AnalysisKind, string>> = { 'layer-costs': phrase('counted'), 'layer-times': phrase('time of every layer measured'), steps: phrase('whole steps measured'), chips: phrase('predicted for chips') }

/** `12 runs: learning rate (3 values); grid; 4 seeds`, `AlexNet, counted at batch sizes 1, 128`. */
export function workLine(work: PartWork): string {
  if (work.kind === 'sweep') {
    const line = work.sweep.strategy.kind === 'list' ? listLine(work.sweep) : sweepLine(work.sweep)
    const runs = formatCounted(pointCount(work.sweep), 'run')
    return line === '' ? runs : phrase('{runs}: {line}', { runs, line })
  }
  const { analysis } = work
  const networks = [...new Set((analysis.kind === 'chips' ? [analysis.network] : analysis.networks).map(({ network }) => networkTitle(network)))].join(', ')
  return phrase('{networks}: {work} at batch size {batchSizes}', { networks, work: analysisWords[analysis.kind], batchSizes: enumeration(analysis.batchSizes.map(String)) })
}

/** Of a list, the settings without the number of their values, which vary together: `batch size, learning rate; 3 seeds`. */
const listLine = ({ axes, seeds }: SweepSpec): string => [axes.map(({ setting }) => withinSentence(axisLabel(setting))).join(phrase(', ')), seeds.length > 1 ? formatCounted(seeds.length, 'seed') : ''].filter((part) => part !== '').join(phrase('; '))

/** The settings that all runs of a part share; empty for an analysis. */
export function baseLine(work: PartWork, dataset: (id: string) => DatasetInfo | null): string {
  if (work.kind !== 'sweep') return ''
  const { base, axes } = work.sweep
  const epochs = axes.some(({ setting }) => setting === 'epochs') ? '' : ` · ${formatCounted(base.epochs, 'epoch')}`
  return `${specLine(base, dataset(base.dataset.id), 'sweep')}${epochs}`
}
