// The figures in the list of a run that waits, is training, has ended or never began.
import { progressPoint, runRecord } from '@contract/testing/sample-runs'
import type { ProgressPoint, RunRecord } from '@contract/runs/run-record'
import { expect, it } from 'vitest'
import { columnsAfter, columnsBefore } from './columns'

const columns = [...columnsBefore, ...columnsAfter]

function shown(label: string, run: RunRecord, point: ProgressPoint | null = null): string | null | undefined {
  return columns.find((column) => column.label === label)?.text(run, point)?.replaceAll('\u00a0', ' ') ?? null
}

it('a run that waits has not begun, whenever it was made', () => {
  expect(shown('Begun', runRecord({ status: 'queued', startedAt: null }))).toBe('waiting')
  expect(shown('Begun', runRecord({ status: 'stopped', startedAt: null }))).toBeNull()
  expect(shown('Begun', runRecord({ startedAt: '2025-03-03T14:05:01.000Z' }))).toContain('3 Mar')
})

it('a run that goes on has the figures of its newest point, one that has ended its own', () => {
  expect(shown('Images/s', runRecord(), progressPoint(10))).toBe('9,000')
  expect(shown('Memory', runRecord(), progressPoint(10))).toBe('300 MB')
  const ended = runRecord({ imagesPerSecond: 1280, peakRssBytes: 4e8 })
  expect(shown('Images/s', ended, progressPoint(10))).toBe('1,280')
  expect(shown('Memory', ended, progressPoint(10))).toBe('400 MB')
  expect(shown('Images/s', runRecord())).toBeNull()
})
