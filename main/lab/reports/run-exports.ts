// Runs as files for other programs: tables, their curves, everything as JSON, event files of TensorBoard.
import { join } from 'node:path'
import { mergedPoints } from '@common/curves/merged-points'
import { phrase } from '@language/phrase'
import type { RunDetail } from '@contract/api/runs-api'
import type { RunExportFormat } from '@contract/api/window-api'
import { LabError } from '@contract/problem'
import { writeFileWhole } from '../../files/durable-file'
import { fileTrouble } from '../../files/file-trouble'
import { makeFolder } from '../../files/make-folder'
import type { LabStore } from '../store/lab-store'
import { firstFilters, type FilterSources } from './first-filters'

export interface ExportSources extends FilterSources {
  readonly store: Pick<LabStore, 'runs' | 'checkpoints'>
  /** @throws LabError `run/unknown`, `store/damaged` */
  readonly runs: { run(id: string): Promise<RunDetail> }
}

/** Points of a run's curves in JSON, unless the user says how many: of one run as many as the charts of the window are drawn of, of many runs fewer. */
const [pointsOfOne, pointsInAll, fewestPoints] = [2400, 24_000, 240]

export const usualPoints = (runs: number): number => Math.min(pointsOfOne, Math.max(fewestPoints, Math.floor(pointsInAll / runs)))

/** Writes runs, each once, with settings and results; see `ReportUseCases.export`. */
export async function exportRuns(ids: readonly string[], format: RunExportFormat, path: string, sources: ExportSources, most: number | null = null): Promise<void> {
  const runs = [...new Set(ids)]
  try {
    await writers[format](runs, path, sources, most)
  } catch (error) {
    if (error instanceof LabError) throw error
    throw new LabError('export/unwritable', phrase('{path} cannot be written: {trouble}.', { path, trouble: fileTrouble(error) }), phrase('Choose another folder, or free some space.'), { cause: error })
  }
}

const writers: Readonly<Record<RunExportFormat, (runs: readonly string[], path: string, sources: ExportSources, most: number | null) => Promise<void>>> = {
  json: async (runs, path, sources, most) => {
    await writeFileWhole(path, runsJson(runs, sources, most ?? usualPoints(runs.length)))
  },
  csv: async (runs, path, { store }) => {
    const { runsCsv } = await import('./runs-csv')
    await writeFileWhole(path, runsCsv(await Promise.all(runs.map((id) => store.runs.get(id)))))
  },
  curves: async (runs, path, { store }) => {
    const { curvesCsv } = await import('./runs-csv')
    await writeFileWhole(path, curvesCsv(runs, (id) => store.runs.points(id)))
  },
  tensorboard: async (runs, path, sources) => {
    for (const id of runs) await writeEvents(id, join(path, id), sources)
  },
}

/**
 * Every run's record with the points of its curves beside, in a list: a line a point, made while it is written.
 * @param most points of a run; more are merged, and `pointsEach` says how many each stands for, on average
 */
async function* runsJson(ids: readonly string[], { runs }: Pick<ExportSources, 'runs'>, most: number): AsyncGenerator<string> {
  for (const [index, id] of ids.entries()) {
    const { run, points: measured } = await runs.run(id)
    const { points, pointsEach } = mergedPoints(measured, most)
    const record = JSON.stringify({ ...run, pointsMeasured: measured.length, pointsEach }, null, 2)
    const lines = points.map((point) => `\n    ${JSON.stringify(point)}`)
    yield `${index === 0 ? '[\n' : ',\n'}${record.slice(0, -2)},\n  "points": [${lines.join(',')}${lines.length > 0 ? '\n  ' : ''}]\n}`
  }
  yield '\n]\n'
}

/** Writes the file of a run that TensorBoard reads. */
async function writeEvents(id: string, folder: string, sources: ExportSources): Promise<void> {
  const { runs } = sources.store
  const [run, curves, { runEvents }] = await Promise.all([runs.get(id), runs.curves(id), import('../../tensorboard/run-events')])
  const filters = await firstFilters(id, sources)
  await makeFolder(folder)
  async function* pieces(): AsyncGenerator<Buffer> {
    for (const record of runEvents(run, curves, filters)) yield await Promise.resolve(record)
  }
  // One name, whenever it is written, so that TensorBoard finds the run once.
  await writeFileWhole(join(folder, 'events.out.tfevents.0.cnn-lab'), pieces())
}
