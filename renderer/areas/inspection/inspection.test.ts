// What Inspect looks into: it opens with something to see, follows the newest choice, and tells what is gone.
import type { Catalogue } from '@contract/api/catalogue-api'
import type { SampleImage } from '@contract/api/data-api'
import type { DatasetInfo } from '@contract/data/datasets'
import { checkpointAt } from '@contract/runs/checkpoints'
import type { RunRecord } from '@contract/runs/run-record'
import type { RunRow, TableRow } from '@contract/runs/run-row'
import { runRecord } from '@contract/testing/sample-runs'
import { defaultSpec, wholeDataset } from '@contract/training/run-spec'
import { flushPromises } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import { installLab, Refusal, type LabInMemory } from '../../testing/lab-in-memory'
import { useInspection } from './inspection'

const dataset = (id: string): DatasetInfo => ({ id, title: id, description: '', licence: '', source: '', trainImages: 60_000, validationImages: 0, testImages: 10_000, height: 2, width: 2, channels: 1, mean: [0.5], deviation: [0.3], colour: null, classes: ['cat', 'dog'] })
const catalogue: Catalogue = { version: '1', models: [], datasets: [dataset('fashion-mnist'), dataset('other')], importedDatasets: [], formerDatasets: [], presets: [], home: '/home', isReadOnly: false }
const sample = (label: number): SampleImage => ({ pixels: new Uint8Array(4), channels: 1, height: 2, width: 2, label })

const run = (id: string, changes: Partial<RunRecord> = {}): RunRecord => runRecord({ id, title: id, status: 'completed', stepsPerEpoch: 10, checkpoint: checkpointAt(3, 30), ...changes })
function rowOf({ epochs, ...record }: RunRecord): TableRow {
  const row: RunRow = { ...record, epochsDone: epochs.length, sampledEpochs: [], bestTestAccuracy: null, bestTestLoss: null, bestValidationAccuracy: null, bestValidationLoss: null, tags: [], note: '', isPinned: false, fileBytes: null }
  return { kind: 'run', run: row, isMember: false }
}

/** A lab with these runs, the newest first; each has kept the checkpoints of epochs 3 and 1, or none. */
function labWith(...runs: readonly RunRecord[]): LabInMemory {
  return installLab({
    catalogue: () => catalogue,
    runTable: () => ({ offset: 0, rows: runs.map(rowOf), total: runs.length, matching: runs.length, all: runs.length, differing: [] }),
    record: (id) => {
      const found = runs.find((candidate) => candidate.id === id)
      if (!found) throw new Refusal({ code: 'run/unknown', message: `There is no run ${id}.`, remedy: 'Choose another.' })
      return found
    },
    keptCheckpoints: (id) => (id === 'bare' ? [] : [checkpointAt(3, 30), checkpointAt(1, 10)]),
    splitImages: (_id, _split, indices) => indices.map((index) => sample(index % 2)),
    predict: () => ({ probabilities: Float32Array.of(0.25, 0.75), logits: Float32Array.of(0, 1) }),
  })
}

beforeEach(() => {
  setActivePinia(createPinia())
})

it('opens with the newest completed run at its newest checkpoint, and with what it answers for an image', async () => {
  labWith(run('broken', { status: 'failed' }), run('newest'), run('older'))
  const inspection = useInspection()
  await inspection.openFirst()
  await flushPromises()
  expect(inspection.network).toEqual({ of: 'run', runId: 'newest', checkpoint: 'last' })
  expect([inspection.title, inspection.isForWantOfRuns]).toEqual(['newest', false])
  expect([inspection.image, inspection.label, inspection.predicted]).toEqual([{ from: 'dataset', split: 'test', index: 0 }, 0, 1])
})

it('a run whose checkpoints are gone is passed over', async () => {
  labWith(run('bare'), run('older'))
  const inspection = useInspection()
  await inspection.openFirst()
  expect([inspection.run?.id, inspection.problem, inspection.isForWantOfRuns]).toEqual(['older', null, false])
})

it('without runs it opens a network with its first weights, and says so', async () => {
  labWith()
  const inspection = useInspection()
  await inspection.openFirst()
  expect(inspection.network).toMatchObject({ of: 'spec', spec: { network: { model: 'alexnet-small' } } })
  expect([inspection.run, inspection.isForWantOfRuns]).toEqual([null, true])
})

it('another checkpoint is another network; the image stays', async () => {
  const lab = labWith(run('newest'))
  const inspection = useInspection()
  await inspection.openRun('newest')
  await inspection.showImage('train', 5)
  expect(inspection.checkpoints.map(({ label }) => label)).toEqual(['Epoch 3, the last', 'Epoch 1'])
  inspection.chooseCheckpoint(checkpointAt(1, 10).folder)
  await flushPromises()
  expect(inspection.network).toEqual({ of: 'run', runId: 'newest', checkpoint: 1 })
  expect(inspection.image).toEqual({ from: 'dataset', split: 'train', index: 5 })
  expect(lab.asked).toHaveBeenLastCalledWith('predict', inspection.network, inspection.image)
})

it('a checkpoint that is not kept any more is told, and the newest stays', async () => {
  labWith(run('newest'))
  const inspection = useInspection()
  await inspection.openRun('newest')
  expect(() => { inspection.chooseCheckpoint(checkpointAt(2, 20).folder) }).toThrow('newest has not kept this checkpoint')
  expect(inspection.checkpoint?.value).toBe(checkpointAt(3, 30).folder)
})

it('a run on other images begins with one of these, and no unit of the last network is chosen', async () => {
  const lab = labWith(run('newest'), run('others', { spec: { ...defaultSpec('lenet'), dataset: wholeDataset('other') } }))
  const inspection = useInspection()
  await inspection.openRun('newest')
  await inspection.showImage('train', 5)
  inspection.unit = { layer: 'conv1', unit: 3 }
  await inspection.openRun('others')
  await flushPromises()
  expect([inspection.unit, inspection.image]).toEqual([null, { from: 'dataset', split: 'test', index: 0 }])
  expect(lab.asked).toHaveBeenCalledWith('splitImages', 'other', 'test', [0])
  expect(lab.asked).not.toHaveBeenCalledWith('predict', { of: 'run', runId: 'others', checkpoint: 'last' }, { from: 'dataset', split: 'train', index: 5 })
})

it.each([
  ['bare', 'Run bare has kept no checkpoint to look into.'],
  ['gone', 'There is no run gone.'],
])('a run that cannot be looked into is told with what to do: %s', async (id, message) => {
  labWith(run('bare'))
  const inspection = useInspection()
  await inspection.openRun(id)
  expect([inspection.network, inspection.problem?.message]).toEqual([null, message])
  expect(inspection.problem?.remedy).not.toBe('')
})

it('of a network that cannot be opened, no answer of the one before stays', async () => {
  labWith(run('newest'))
  const inspection = useInspection()
  await inspection.openRun('newest')
  await flushPromises()
  expect(inspection.answer).not.toBeNull()
  await inspection.showImage('test', 1) // its answer comes after the network is gone
  await inspection.openRun('gone')
  await flushPromises()
  expect([inspection.answer, inspection.predicted]).toEqual([null, null])
})

it('an answer of another network or image is known to be old until the new one is there', async () => {
  labWith(run('newest'))
  const inspection = useInspection()
  await inspection.openRun('newest')
  await flushPromises()
  expect(inspection.isAnswerOld).toBe(false)
  await inspection.showImage('test', 1)
  expect(inspection.isAnswerOld).toBe(true)
  await flushPromises()
  expect(inspection.isAnswerOld).toBe(false)
})

it('the run that was chosen last is shown, even where an earlier one is found later', async () => {
  labWith(run('first'), run('second'))
  const inspection = useInspection()
  await Promise.all([inspection.openRun('first'), inspection.openRun('second')])
  expect(inspection.run?.id).toBe('second')
})

it('an image of the user’s has no class', async () => {
  labWith(run('newest'))
  const inspection = useInspection()
  await inspection.openRun('newest')
  inspection.showPixels(Uint8Array.of(1, 2, 3, 4))
  expect(inspection.label).toBeNull()
  expect(inspection.pixels).toMatchObject({ channels: 1, height: 2, width: 2 })
})
