// The chooser lists runs that can be looked into before networks with first weights, and tells both apart.
import { runRecord } from '@contract/testing/sample-runs'
import { checkpointAt } from '@contract/runs/checkpoints'
import type { RunRow } from '@contract/runs/run-row'
import { expect, it } from 'vitest'
import { networkOptions, runOfValue, runValue } from './network-options'

function row(id: string, hasCheckpoint: boolean): RunRow {
  const { epochs, ...record } = runRecord({ id, title: `Title of ${id}`, checkpoint: hasCheckpoint ? checkpointAt(1, 10) : null })
  return { ...record, epochsDone: epochs.length, sampledEpochs: [], bestTestAccuracy: 0.5, bestTestLoss: 1, bestValidationAccuracy: null, bestValidationLoss: null, tags: [], note: '', isPinned: false, fileBytes: null }
}
const own = [{ name: 'Mine', revision: 1, savedAt: '2026-11-28T20:00:00.000Z', input: [1, 28, 28] as [number, number, number], layers: 1, parameters: 7, classes: 10 }]
const imported = [{ name: 'net.onnx', sha256: 'a'.repeat(64), channels: 1, height: 28, width: 28, classes: 10, outputs: ['logits'], output: 'logits', notes: [] }]

it('runs come first, without those that have kept nothing; own networks and files before the zoo', () => {
  const headings = networkOptions([row('b-2', true), row('a-1', false)], own, imported).map(([heading, ...entries]) => [heading?.label, entries.length])
  expect(headings.slice(0, 4)).toEqual([['Runs, the newest first', 1], ['Own networks, first weights', 1], ['Files, as they are', 1], ['LeNet, first weights', 2]])
  expect(networkOptions([], [], [])[0]?.[0]?.label).toBe('LeNet, first weights')
})

it('a run is known by its value, with figures to choose by', () => {
  const [, run] = networkOptions([row('b-2', true)], [], [])[0] ?? []
  expect(run).toMatchObject({ value: runValue('b-2'), label: 'Title of b-2' })
  expect(run?.description).toMatch(/^b-2 · .* · test accuracy up to 50\.0\u00a0%$/)
  expect([runOfValue(runValue('b-2')), runOfValue('zoo lenet')]).toEqual(['b-2', null])
})
