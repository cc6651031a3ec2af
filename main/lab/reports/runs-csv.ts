// Runs as CSV tables for spreadsheets: a line a run with settings and figures, or a line a point of their curves. Numbers in full.
import { bestEpoch } from '@common/conclusions/verdict'
import { heldOut, heldOutSplit } from '@contract/runs/held-out'
import { progressPointSchema, type ProgressPoint, type RunRecord } from '@contract/runs/run-record'
import { settingPaths, valueAt } from '@contract/training/settings/table'
import { csvLine } from './csv-line'

const facts = ['id', 'title', 'status', 'createdAt', 'startedAt', 'endedAt', 'device', 'deviceTitle', 'threads', 'parameters'] as const satisfies readonly (keyof RunRecord)[]
const figures = ['trainLoss', 'trainAccuracy', 'testLoss', 'testAccuracy', 'imagesPerSecond', 'elapsedSeconds', 'peakRssBytes', 'peakDeviceBytes', 'step'] as const satisfies readonly (keyof RunRecord)[]

/** A line a run: facts, settings by their paths, figures of the last epoch, and the best epoch with its figures; columns about validation only where a run has images for it. */
export function runsCsv(runs: readonly RunRecord[]): string {
  const hasValidation = runs.some(({ spec }) => heldOutSplit(spec) === 'validation')
  const best = ['bestEpoch', 'bestTestLoss', 'bestTestAccuracy', ...(hasValidation ? ['validationLoss', 'validationAccuracy', 'bestValidationLoss', 'bestValidationAccuracy'] : [])]
  const lines = runs.map((run) => {
    const lowest = bestEpoch(run)
    const figuresOfBest = lowest && heldOut(lowest)
    const ofBest = [figuresOfBest?.loss, figuresOfBest?.accuracy]
    const isTested = heldOutSplit(run.spec) === 'test'
    const values = [
      ...facts.map((fact) => run[fact]),
      run.spec.network.kind === 'zoo' ? run.spec.network.model : run.spec.network.kind,
      ...settingPaths.map((path) => valueAt(run.spec, path)),
      ...figures.map((figure) => run[figure]),
      ...[lowest?.epoch, ...(isTested ? ofBest : [null, null])],
      ...(hasValidation ? [run.validationLoss, run.validationAccuracy, ...(isTested ? [null, null] : ofBest)] : []),
    ]
    return csvLine(values)
  })
  return [csvLine([...facts, 'network', ...settingPaths, ...figures, ...best]), ...lines].join('')
}

const pointColumns = Object.keys(progressPointSchema.shape) as (keyof ProgressPoint)[]

/** A line a point, run after run; made while it is written. */
export async function* curvesCsv(ids: readonly string[], pointsOf: (id: string) => Promise<readonly ProgressPoint[]>): AsyncGenerator<string> {
  yield csvLine(['run', ...pointColumns])
  for (const id of ids) {
    for (const point of await pointsOf(id)) yield csvLine([id, ...pointColumns.map((column) => point[column])])
  }
}
