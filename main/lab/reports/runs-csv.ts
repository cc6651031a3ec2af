// Runs as CSV tables for spreadsheets: a line a run with settings and figures, or a line a point of their curves. Numbers in full.
import { bestEpoch } from '@common/conclusions/verdict'
import { progressPointSchema, type ProgressPoint, type RunRecord } from '@contract/runs/run-record'
import { settingPaths, valueAt } from '@contract/training/settings/table'
import { csvLine } from './csv-line'

const facts = ['id', 'title', 'status', 'createdAt', 'startedAt', 'endedAt', 'device', 'deviceTitle', 'threads', 'parameters'] as const satisfies readonly (keyof RunRecord)[]
const figures = ['trainLoss', 'trainAccuracy', 'testLoss', 'testAccuracy', 'imagesPerSecond', 'elapsedSeconds', 'peakRssBytes', 'peakDeviceBytes', 'step'] as const satisfies readonly (keyof RunRecord)[]

/** A line a run: facts, settings by their paths, figures of the last epoch, and the epoch of the lowest test loss with its figures. */
export function runsCsv(runs: readonly RunRecord[]): string {
  const best = ['bestEpoch', 'bestTestLoss', 'bestTestAccuracy']
  const lines = runs.map((run) => {
    const lowest = bestEpoch(run)
    const values = [
      ...facts.map((fact) => run[fact]),
      run.spec.network.kind === 'zoo' ? run.spec.network.model : run.spec.network.kind,
      ...settingPaths.map((path) => valueAt(run.spec, path)),
      ...figures.map((figure) => run[figure]),
      ...[lowest?.epoch, lowest?.testLoss, lowest?.testAccuracy],
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
