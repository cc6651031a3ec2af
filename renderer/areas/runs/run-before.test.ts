// Which run another is compared with at first.
import { expect, it } from 'vitest'
import type { SingleRow } from '@contract/runs/run-row'
import { runRecord } from '@contract/testing/sample-runs'
import { installLab } from '../../testing/lab-in-memory'
import { comparisonAddress, runBefore } from './run-before'

const unknown = { bestTestAccuracy: null, bestTestLoss: null, bestValidationAccuracy: null, bestValidationLoss: null, fileBytes: null } as const

function rowOf(day: string): SingleRow {
  const { epochs, ...record } = runRecord({ id: day, createdAt: `${day}T00:00:00Z` })
  return { kind: 'run', isMember: false, run: { ...record, ...unknown, epochsDone: epochs.length, sampledEpochs: [], tags: [], note: '', isPinned: false } }
}

it('is the newest one before it of the same network', async () => {
  const rows = ['2025-01-04', '2025-01-02', '2025-01-01'].map(rowOf)
  const lab = installLab({ runTable: () => ({ offset: 0, rows, total: 3, matching: 3, all: 3, differing: [] }) })
  expect(await runBefore(runRecord({ createdAt: '2025-01-03T00:00:00Z' }))).toBe('2025-01-02')
  expect(await runBefore(runRecord({ createdAt: '2025-01-01T00:00:00Z' }))).toBeNull()
  expect(lab.asked.mock.calls[0]?.[1]).toMatchObject({ filter: 'epochs done > 0 network = "lenet-relu"' })
})

it('stands beside it in the address of the comparison', () => {
  expect(comparisonAddress('b', 'a')).toEqual({ name: 'compare', query: { runs: 'b,a' } })
  expect(comparisonAddress('b', null)).toEqual({ name: 'compare', query: { runs: 'b' } })
})
