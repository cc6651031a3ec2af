// What the reader has changed in the plan of an experiment, part by part.
import { phrase } from '@language/phrase'
import { withinSentence } from '../words/within-sentence'
import { partWorkSchema, type ExperimentPlan, type PartWork } from '@contract/experiments/experiment-record'
import type { ExperimentSize } from '@contract/experiments/experiment-names'
import { isRange, type Axis } from '@contract/sweeps/axis'
import { settingRows } from '../comparison/setting-rows'
import { valueText } from '../sweeps/results/result-axes'
import { axisLabel } from '../sweeps/sweep-words'
import { enumeration, listedWords } from '../words/listed-words'
import type { Experiment } from './experiment'
import { workLine } from './part-words'
import { workKey } from './plan-key'

/** `Batch size: 12 runs …, in place of 15 runs …`; empty where the plan is the definition's for the size. */
export function planChanges({ parts, sizes }: Pick<Experiment, 'parts' | 'sizes'>, size: ExperimentSize, plan: ExperimentPlan): readonly string[] {
  return parts.flatMap(({ name, title }) => {
    const [before, now] = [sizes[size].plan[name], plan[name]]
    if (!before && !now) return []
    if (!now) return [phrase('{title}: left out.', { title })]
    if (!before) return [phrase('{title}: added, {work}.', { title, work: workLine(now) })]
    const changed = workChanges(partWorkSchema.parse(before), now)
    return changed.length === 0 ? [] : [phrase('{title}: {changes}.', { title, changes: listedWords(changed) })]
  })
}

function workChanges(before: PartWork, now: PartWork): readonly string[] {
  if (workKey(before) === workKey(now)) return []
  const lines = { is: workLine(now), was: workLine(before) }
  const line = lines.is === lines.was ? [] : [phrase('{is} in place of {was}', lines)]
  if (before.kind !== 'sweep' || now.kind !== 'sweep') return line.length > 0 ? line : [phrase('other values of what is predicted or measured')]
  const settings = settingRows([before.sweep.base, now.sweep.base]).flatMap(({ label, cells: [was, is], differs }) => (differs ? [phrase('{setting} {is} in place of {was}', { setting: withinSentence(label), is: is ?? '', was: was ?? '' })] : []))
  const axes = now.sweep.axes.flatMap((axis) => {
    const other = before.sweep.axes.find(({ setting }) => setting === axis.setting)
    return other && axisValuesLine(other) !== axisValuesLine(axis) ? [phrase('{setting} {is} in place of {was}', { setting: withinSentence(axisLabel(axis.setting)), is: axisValuesLine(axis), was: axisValuesLine(other) })] : []
  })
  const seeds = [before.sweep.seeds, now.sweep.seeds].map((list) => enumeration(list.map(String)))
  const all = [...line, ...settings, ...axes, ...(seeds[0] === seeds[1] ? [] : [phrase('seeds {is} in place of {was}', { is: seeds[1] ?? '', was: seeds[0] ?? '' })])]
  return all.length > 0 ? all : [phrase('other points')]
}

/** The values of an axis: `4, 32, 128`, or its ends: `0.01 to 1`. */
export function axisValuesLine(axis: Axis): string {
  return isRange(axis) ? phrase('{low} to {high}', { low: valueText(axis.setting, axis.from), high: valueText(axis.setting, axis.to) }) : enumeration(axis.values.map((value) => valueText(axis.setting, value)))
}
