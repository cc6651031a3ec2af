// The tiles of a run: figures of its newest point while it trains, of its record after the end; the memory is that of its curve.
import type { ProgressPoint, RunRecord } from '@contract/runs/run-record'
import { epochResult, progressPoint, runRecord } from '@contract/testing/sample-runs'
import { defaultSpec } from '@contract/training/run-spec'
import { describe, expect, it } from 'vitest'
import { curveColumns } from '@contract/testing/curve-columns'
import { RunCurves } from '../../charts/run-curves'
import { tilesOf } from './tiles'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('tiles', () => {
  it('show the newest point while a run goes on', () => {
    const values = tilesOf(runRecord({ testAccuracy: 0.8 }), progressPoint(100)).map(({ value, unit }) => `${value} ${unit}`.trim())
    expect(values).toEqual(['9,000', '14.2 ms', '0.520', '80.0 %', '300 MB', '52 s'])
  })

  it('show the record when it has ended', () => {
    const ended = runRecord({ endedAt: '2025-03-03T15:00:00Z', imagesPerSecond: 1280, trainLoss: 0.4, testAccuracy: 0.87, peakRssBytes: 4e8, elapsedSeconds: 13_800 })
    const values = tilesOf(ended, progressPoint(4690)).map(({ value, unit }) => plain(`${value} ${unit}`.trim()))
    expect(values).toEqual(['1,280', '100 ms', '0.400', '87.0 %', '400 MB', '3 h 50 min'])
  })

  it('show the validation of a run that has images for it, and its one test when that is done', () => {
    const spec = { ...defaultSpec('lenet'), dataset: { ...defaultSpec('lenet').dataset, validation: 'share' as const } }
    const validated = runRecord({ spec, trainAccuracy: 0.9, validationLoss: 0.5, validationAccuracy: 0.85 })
    const shown = (run: RunRecord) => tilesOf(run, null).slice(2, 4).map(({ value, unit, label, detail }) => plain(`${value} ${unit} ${label}, ${detail}`))
    expect(shown(validated)).toEqual(['–  train loss, validation 0.500', '85.0 % validation accuracy, train 90.0 %'])
    expect(shown({ ...validated, testLoss: 0.6, testAccuracy: 0.84 })[1]).toBe('84.0 % test accuracy, validation 85.0 %')
  })

  it("show the GPU's memory, and how busy it is, of a run on a GPU", () => {
    const figures = (changes: Partial<RunRecord>, point: Partial<ProgressPoint>) =>
      tilesOf(runRecord({ device: 'webgpu', ...changes }), progressPoint(1, point)).slice(4).map(({ value, unit, label }) => plain(`${value} ${unit} ${label}`))
    expect(figures({ deviceBytesBasis: 'measured' }, { deviceBytes: 2e9, deviceUtilization: 0.97 })).toEqual(['2.00 GB GPU memory now', '97.0 % GPU busy', '52 s time left'])
    expect(figures({ deviceBytesBasis: 'counted' }, { deviceBytes: 5e6 })).toEqual(['5.00 MB held on the GPU', '52 s time left'])
    const ended = { deviceBytesBasis: 'measured', peakDeviceBytes: 3e9, endedAt: '2025-03-03T15:00:00Z', elapsedSeconds: 60 } as const
    expect(figures(ended, { deviceBytes: 2e9, deviceUtilization: 0.97 })).toEqual(['3.00 GB peak GPU memory', '60 s training time'])
  })

  it('show a dash for what is not known yet', () => {
    expect(tilesOf(runRecord(), null).map(({ value }) => value)).toEqual(['–', '–', '–', '–', '–', '–'])
  })

  const details = (run: RunRecord, point: ProgressPoint | null) => tilesOf(run, point).map(({ detail }) => plain(detail))

  it('have second figures: test loss, train accuracy, the predicted memory, the time gone', () => {
    const going = runRecord({ testLoss: 0.61, testAccuracy: 0.8, imagesPerSecond: 8800, predictedRssBytes: 3.1e8 })
    expect(details(going, progressPoint(700))).toEqual(['median 8,800', 'batch of 128', 'test 0.610', 'train 79.0 %', 'predicted 310 MB', 'so far 10 s'])
    expect(details(runRecord(), null)).toEqual(['', 'batch of 128', '', '', '', ''])
    const ended = runRecord({ endedAt: '2025-03-03T15:00:00Z', imagesPerSecond: 9000, trainAccuracy: 0.9, testLoss: 0.4, elapsedSeconds: 14, epochs: [epochResult(1), epochResult(2)] })
    expect(details(ended, progressPoint(938))).toEqual(['median', 'batch of 128', 'test 0.400', 'train 90.0 %', '', 'epoch 7.0 s'])
  })

  it('show the memory that the curve shows, while the run goes on', () => {
    const run = runRecord({ peakRssBytes: 4e8 })
    const point = progressPoint(100, { rssBytes: 2.15e8 })
    const tile = tilesOf(run, point).find(({ key }) => key === 'memory')
    expect(tile).toMatchObject({ value: '215', unit: 'MB', label: 'memory now' })
    expect(new RunCurves(curveColumns([point])).memory.points.at(-1)?.y).toBe(2.15e8)
  })
})
