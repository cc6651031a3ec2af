// The figures and settings of a run as cells of the table of runs.
import { isFigureName, type FigureName } from '@contract/runs/run-figures'
import type { RunField } from '@contract/runs/run-query'
import type { RunRow } from '@contract/runs/run-row'
import { figureText, settingText, settingValue } from './field-words'

type CellValue = string | number | boolean | null

/** The value of every figure in a row; null where it is not known. */
const values: Readonly<Record<FigureName, (run: RunRow) => CellValue>> = {
  title: (run) => run.title,
  id: (run) => run.id,
  status: (run) => run.status,
  tags: (run) => run.tags.join(', ') || null,
  note: (run) => run.note || null,
  sweep: (run) => run.sweep?.id ?? null,
  pinned: (run) => run.isPinned,
  createdAt: (run) => run.createdAt,
  startedAt: (run) => run.startedAt,
  endedAt: (run) => run.endedAt,
  epochsDone: (run) => run.epochsDone,
  testAccuracy: (run) => run.testAccuracy,
  bestTestAccuracy: (run) => run.bestTestAccuracy,
  validationAccuracy: (run) => run.validationAccuracy,
  bestValidationAccuracy: (run) => run.bestValidationAccuracy,
  trainAccuracy: (run) => run.trainAccuracy,
  testLoss: (run) => run.testLoss,
  bestTestLoss: (run) => run.bestTestLoss,
  validationLoss: (run) => run.validationLoss,
  bestValidationLoss: (run) => run.bestValidationLoss,
  trainLoss: (run) => run.trainLoss,
  imagesPerSecond: (run) => run.imagesPerSecond,
  memory: (run) => (run.deviceBytesBasis === null ? run.peakRssBytes : run.peakDeviceBytes),
  elapsedSeconds: (run) => run.elapsedSeconds || null,
  parameters: (run) => run.parameters,
  fileBytes: (run) => run.fileBytes,
  deviceUsed: (run) => run.device,
}

/** What a cell shows; null where the run has no such figure yet. */
export function cellText(run: RunRow, field: RunField): string | null {
  if (!isFigureName(field)) return settingText(field, settingValue(run.spec, field))
  const value = values[field](run)
  return value === null ? null : figureText(field, value)
}
