// Failed rows: which point, its words, and the reason of its sweep's point.
import type { ExperimentPart } from '@contract/experiments/experiment-record'
import type { ResultRow } from '@contract/experiments/result-row'
import { noFigures, type SweepPoint } from '@contract/sweeps/sweep-record'
import { expect, it } from 'vitest'
import { failedRows } from './failed-rows'

const row = (point: number, batchSize: number, seed: number, status: ResultRow['status']): ResultRow => ({ part: 'sizes', values: { batchSize }, seed, run: `run-${point}`, point, status, figures: {} })
const part = { name: 'sizes', sweep: 'sweep-1', problem: null } as ExperimentPart
const problem = { code: 'engine/died', message: 'The engine ended.', remedy: 'Repeat it.' }
const point: SweepPoint = { number: 3, values: { batchSize: 32 }, seed: 0, run: 'run-3', status: 'failed', rung: null, problem, figures: noFigures, cluster: null }
const experiment = { parts: [{ name: 'sizes', title: 'Batch sizes' }] }

it('tells the failed point with its values, its seed and its reason; the others it leaves alone', () => {
  const rows = [row(1, 16, 0, 'completed'), row(2, 16, 1, 'stopped'), row(3, 32, 0, 'failed')]
  expect(failedRows(experiment, { parts: [part] }, rows, () => [point])).toEqual([{ part: 'sizes', partTitle: 'Batch sizes', point: 3, words: 'batch size 32, seed 0', run: 'run-3', problem }])
})

it('has no reason before the points of the sweep are read, and the part\'s where there is no sweep', () => {
  expect(failedRows(experiment, { parts: [part] }, [row(3, 32, 0, 'failed')], () => null)).toMatchObject([{ words: '', problem: null }])
  expect(failedRows(experiment, { parts: [{ ...part, sweep: null, problem }] }, [row(3, 32, 0, 'failed')], () => null)).toMatchObject([{ problem }])
})

it('takes training that diverged for a result', () => {
  const diverged = { ...row(3, 32, 0, 'failed'), figures: { diverged: 1 } }
  expect(failedRows(experiment, { parts: [part] }, [diverged], () => [point])).toEqual([])
})
