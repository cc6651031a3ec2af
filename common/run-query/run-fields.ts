// Figures and settings of runs by the names that conditions know them by.
import { figureNames, isFigureName, runFigures, type Figure, type FigureKind } from '@contract/runs/run-figures'
import { spellingsOf } from '@language/phrase'
import type { RunField } from '@contract/runs/run-query'
import { settingAt, settingPaths, type SettingPath } from '@contract/training/settings/table'
import type { Setting } from '@contract/training/settings/setting'

export type FieldFacts = { readonly of: 'figure'; readonly figure: Figure } | { readonly of: 'setting'; readonly setting: Setting }

export function factsOf(field: RunField): FieldFacts {
  return isFigureName(field) ? { of: 'figure', figure: runFigures[field] } : { of: 'setting', setting: settingAt(field) }
}

/** Its name in the head of the table and in sentences, with a capital. */
export function labelOf(field: RunField): string {
  const facts = factsOf(field)
  return facts.of === 'figure' ? facts.figure.label : facts.setting.label
}

/** Names of a setting: its label in this language and in English, its path, and its flag without hyphens. */
function namesOfSetting(path: SettingPath): readonly string[] {
  const { label, flag } = settingAt(path)
  return [...spellingsOf(label), path, ...(flag && flag.place === undefined ? [flag.name.slice(2), flag.name.slice(2).replaceAll('-', ' ')] : [])]
}

/** The same name for `Learning rate` and `learning  RATE`. */
function plain(name: string): string {
  return name.trim().toLowerCase().replace(/\s+/gu, ' ').replaceAll('’', "'")
}

/** Settings first: where a figure has a name of one too, the setting is meant by it. */
const byName = new Map<string, RunField>()
for (const path of settingPaths) {
  for (const name of namesOfSetting(path)) if (!byName.has(plain(name))) byName.set(plain(name), path)
}
for (const name of figureNames) {
  const figure: Figure = runFigures[name]
  for (const other of [...spellingsOf(figure.label), name, ...(figure.names ?? [])]) if (!byName.has(plain(other))) byName.set(plain(other), name)
}

/** All names, for suggestions. */
export const fieldNames: readonly string[] = [...byName.keys()]

/** Most words that a name has. */
export const mostWords = Math.max(...fieldNames.map((name) => name.split(' ').length))

/** The figure or setting of a name; null where there is none. */
export function fieldNamed(name: string): RunField | null {
  return byName.get(plain(name)) ?? null
}

/** Kinds of figures of which one looks for the largest, or the latest, first. */
const largestFirst: readonly FigureKind[] = ['share', 'moment', 'switch', 'bytes']

/** Whether the largest value comes first where the table is first ordered by a field. */
export function isDescendingFirst(field: RunField): boolean {
  const facts = factsOf(field)
  return facts.of === 'figure' && (largestFirst.includes(facts.figure.kind) || field === 'imagesPerSecond')
}
