// The columns of the table of runs: which there are, how wide each is, and which the user has chosen.
import { figureNames, isFigureName, runFigures, type FigureName } from '@contract/runs/run-figures'
import type { RunField } from '@contract/runs/run-query'
import { settingAt, settingPaths, type SettingPath } from '@contract/training/settings/table'
import { factsOf, labelOf } from '@common/run-query/run-fields'
import { firstSentence } from '@common/words/sentences'
import { wideCount } from '@common/words/wide-letters'
import { language } from '@language/language'
import { z } from 'zod'

/** Figures that stand in the first cell of a row, or nowhere. */
const notColumns: readonly FigureName[] = ['title', 'note', 'tags', 'pinned']

/** Figures and settings that a user can have as columns. */
export const figureColumns: readonly FigureName[] = figureNames.filter((name) => !notColumns.includes(name))
export const settingColumns: readonly SettingPath[] = settingPaths

/** Most settings that appear by themselves because runs differ in them. */
const mostDiffering = 5

export interface ChosenColumns {
  readonly fields: readonly RunField[]
  /** Whether the settings in which the shown runs differ are columns too. */
  readonly showsDiffering: boolean
}

export const usualColumns: ChosenColumns = {
  fields: ['status', 'epochsDone', 'testAccuracy', 'bestTestAccuracy', 'trainLoss', 'imagesPerSecond', 'memory', 'elapsedSeconds', 'fileBytes', 'createdAt'],
  showsDiffering: true,
}

const storageKey = 'cnn-lab-run-columns'
const storedSchema = z.object({ fields: z.array(z.string()), showsDiffering: z.boolean() })

/** The columns of the last time; a figure or setting that this version does not know is left out. */
export function storedColumns(): ChosenColumns {
  try {
    const stored = storedSchema.safeParse(JSON.parse(localStorage.getItem(storageKey) ?? 'null'))
    if (!stored.success) return usualColumns
    const known: readonly string[] = [...figureColumns, ...settingColumns]
    return { fields: stored.data.fields.filter((field): field is RunField => known.includes(field)), showsDiffering: stored.data.showsDiffering }
  } catch (error) {
    console.warn('The columns of the last time cannot be read.', error)
    return usualColumns
  }
}

export function storeColumns(columns: ChosenColumns): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(columns))
  } catch (error) {
    console.warn('The columns cannot be kept for the next time.', error)
  }
}

/** Figures that one looks for first: they stand before the settings. */
const firstFigures: readonly FigureName[] = ['status', 'testAccuracy', 'bestTestAccuracy']

/** The columns in their order: state and accuracy, settings that differ, chosen settings, other figures. */
export function shownColumns({ fields, showsDiffering }: ChosenColumns, differing: readonly SettingPath[]): readonly RunField[] {
  const own = settingColumns.filter((path) => fields.includes(path))
  const further = showsDiffering ? differing.filter((path) => !own.includes(path)).slice(0, mostDiffering) : []
  const figures = figureColumns.filter((name) => fields.includes(name))
  return [...firstFigures.filter((name) => figures.includes(name)), ...further, ...own, ...figures.filter((name) => !firstFigures.includes(name))]
}

/** Whether a column holds numbers, which stand at its right. */
export function isNumeric(field: RunField): boolean {
  const facts = factsOf(field)
  return facts.of === 'figure' ? !['text', 'choice', 'tags'].includes(facts.figure.kind) : !['choice', 'switch'].includes(facts.setting.kind)
}

/** Room for a day and a time, `29 Nov, 19:08`; in Chinese `11月29日 19:08`, which is wider. */
const momentWidth = language === 'en' ? 116 : 136

/** Widths of columns whose cells are wider than their heads, in pixels. */
const widths: Partial<Record<RunField, number>> = { status: 148, testAccuracy: 168, createdAt: momentWidth, startedAt: momentWidth, endedAt: momentWidth, 'network.model': 150, id: 140, elapsedSeconds: 104 }

/** Pixels of a head beside its letters, of a letter, and of a wide letter beyond that. */
const [headRoom, letterWidth, moreOfWide] = [34, 7.2, 5.3]

/** Pixels of a cell with words beside its letters, and at most. */
const [cellRoom, mostOfWords] = [40, 200]

/** Width of the longest of the words that a choice has. */
function widthOfChoices(field: RunField): number {
  const facts = factsOf(field)
  if (facts.of !== 'setting' || facts.setting.kind !== 'choice') return 0
  return Object.values(facts.setting.titles ?? {}).reduce((widest, title) => Math.max(widest, Math.min(cellRoom + letterWidth * title.length + moreOfWide * wideCount(title), mostOfWords)), 0)
}

/** Room for the spread of a group beside its mean. */
const averagedWidth = 136

export function widthOf(field: RunField, hasGroups: boolean): number {
  const label = labelOf(field)
  const ofHead = headRoom + letterWidth * label.length + moreOfWide * wideCount(label)
  return Math.max(widths[field] ?? 88, ofHead, widths[field] === undefined ? widthOfChoices(field) : 0, hasGroups && isFigureName(field) && isNumeric(field) && field !== 'createdAt' ? averagedWidth : 0)
}

/** What a column means, for its tooltip. */
export function helpOf(field: RunField): string {
  return isFigureName(field) ? runFigures[field].help : firstSentence(settingAt(field).help)
}
