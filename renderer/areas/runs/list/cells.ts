// What the cells of the table of runs show: of a run that goes on its newest figures, of a group means and spreads.
import { phrase } from '@language/phrase'
import { isAveraged, isFigureName } from '@contract/runs/run-figures'
import { isActive, type ProgressPoint, type RunRecord } from '@contract/runs/run-record'
import type { RunField } from '@contract/runs/run-query'
import type { GroupRow, RunRow } from '@contract/runs/run-row'
import { figureText, settingText } from '@common/run-query/field-words'
import { meanWithSpread } from '@common/words/mean-with-spread'

/** A row with what the page knows of a run that goes on: its record by events, and its newest point. */
export function liveRun(run: RunRow, record: RunRecord | null, point: ProgressPoint | null): RunRow {
  if (!record || !isActive(record.status)) return run
  const { epochs, ...told } = record
  return {
    ...run,
    ...told,
    epochsDone: epochs.length,
    imagesPerSecond: record.imagesPerSecond ?? point?.imagesPerSecond ?? null,
    peakRssBytes: record.peakRssBytes ?? point?.rssBytes ?? null,
    peakDeviceBytes: record.peakDeviceBytes ?? point?.deviceBytes ?? null,
    elapsedSeconds: Math.max(record.elapsedSeconds, point?.elapsedSeconds ?? 0),
  }
}

/** `88.0 % ± 0.3 %`, `237 ± 1 MB`; a setting that is the same in all runs; a dash where runs have no such figure, `several` where they differ. */
export function groupText(group: GroupRow, field: RunField): string {
  if (!isFigureName(field)) {
    const value = group.settings[field]
    return value === undefined ? phrase('several § values') : settingText(field, value)
  }
  const figure = isAveraged(field) ? group.figures[field] : null
  if (!figure) return isAveraged(field) ? '–' : ''
  const mean = figureText(field, field === 'epochsDone' ? Math.round(figure.mean) : figure.mean)
  return figure.deviation === null || figure.deviation === 0 ? mean : meanWithSpread(mean, { mean: figure.mean, deviation: figure.deviation }, (value) => figureText(field, value))
}
