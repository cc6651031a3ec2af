// Cells of a run that goes on and of groups: newest figures, means with spreads, and settings that are shared.
import { progressPoint, runRecord } from '@contract/testing/sample-runs'
import type { GroupRow, RunRow } from '@contract/runs/run-row'
import type { RunRecord } from '@contract/runs/run-record'
import { cellText } from '@common/run-query/run-cells'
import { expect, it } from 'vitest'
import { groupText, liveRun } from './cells'

function rowOf(changes: Partial<RunRecord> = {}): RunRow {
  const { epochs: sampledEpochs, ...record } = runRecord(changes)
  return { ...record, sampledEpochs, epochsDone: sampledEpochs.length, bestTestAccuracy: null, bestTestLoss: null, bestValidationAccuracy: null, bestValidationLoss: null, tags: [], note: '', isPinned: false, fileBytes: null }
}

const plain = (text: string | null): string | null => text?.replaceAll('\u00a0', ' ') ?? null

it('a run that goes on has the figures of its newest point, one that has ended its own', () => {
  const going = liveRun(rowOf(), runRecord(), progressPoint(10))
  expect([plain(cellText(going, 'imagesPerSecond')), plain(cellText(going, 'memory'))]).toEqual(['9,000', '300 MB'])
  const ended = liveRun(rowOf({ status: 'completed', imagesPerSecond: 1280, peakRssBytes: 4e8 }), runRecord({ status: 'completed' }), progressPoint(10))
  expect([plain(cellText(ended, 'imagesPerSecond')), plain(cellText(ended, 'memory'))]).toEqual(['1,280', '400 MB'])
  expect(cellText(rowOf(), 'imagesPerSecond')).toBeNull()
})

it('a group has means with their spread, and the settings that its runs share', () => {
  const group = {
    kind: 'group', key: '', title: '', runs: 3, isOpen: false,
    figures: { testAccuracy: { count: 3, mean: 0.881, deviation: 0.0032 }, memory: { count: 3, mean: 3e8, deviation: 0 }, trainLoss: null },
    settings: { batchSize: 128, 'network.dropout': null },
  } as unknown as GroupRow
  expect(plain(groupText(group, 'testAccuracy'))).toBe('88.1 % ± 0.3 %')
  expect(plain(groupText(group, 'memory'))).toBe('300 MB')
  expect(groupText(group, 'trainLoss')).toBe('–')
  expect([groupText(group, 'batchSize'), groupText(group, 'seed'), groupText(group, 'network.dropout'), groupText(group, 'status')]).toEqual(['128', 'several', '–', ''])
})
