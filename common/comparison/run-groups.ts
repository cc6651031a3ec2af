// Runs of the same settings but for the seed, as groups: what differs within a group is chance.
import { settingWithValue } from '@common/words/setting-value'
import type { RunRecord } from '@contract/runs/run-record'
import type { RunSpec } from '@contract/training/run-spec'
import { settings } from '@contract/training/settings/table'
import { withCommas } from '../words/listed-words'
import { withinSentence } from '../words/within-sentence'
import type { SettingRow } from './setting-rows'

const networkLabel = settings['network.model'].label

export interface RunGroup {
  readonly key: string
  readonly runs: readonly RunRecord[]
}

/** Whether runs of two specs are trained in the same way but for chance. */
const settingsKey = (spec: RunSpec): string => JSON.stringify({ ...spec, seed: 0 })

/** The groups in the order of their first runs. */
export function groupsOf(runs: readonly RunRecord[]): readonly RunGroup[] {
  const groups = new Map<string, RunRecord[]>()
  for (const run of runs) {
    const key = settingsKey(run.spec)
    groups.set(key, [...(groups.get(key) ?? []), run])
  }
  return [...groups].map(([key, members]) => ({ key, runs: members }))
}

type NamedCells = Pick<SettingRow, 'label' | 'cells'>

/** One setting of one run in words: `learning rate 0.05`; of a network its title. */
export function settingName({ label, cells }: NamedCells, index: number): string {
  return label === networkLabel ? (cells[index] ?? '') : settingWithValue(withinSentence(label), cells[index] ?? '')
}

/** Names for groups: the settings in which they differ, e.g. `learning rate 0.05`; the title of the first run where none does. */
export function groupNames(groups: readonly RunGroup[], differing: readonly NamedCells[]): readonly string[] {
  return groups.map(({ runs: [first] }, index) => {
    const words = differing.map((row) => settingName(row, index))
    return words.length === 0 ? (first?.title ?? '') : withCommas(words)
  })
}
