// Which run an experiment takes over for a point: the same one, or one that can go on to be the same.
import { expect, it } from 'vitest'
import type { EpochResult, RunRecord } from '@contract/runs/run-record'
import { defaultSchedule } from '@contract/training/schedule'
import type { RunSpec } from '@contract/training/run-spec'
import { runRecord } from '@contract/testing/sample-runs'
import { sampleEpoch, sampleSpec } from '../testing/samples'
import { findAmong } from './known-runs'

const epochsOf = (count: number): EpochResult[] => Array.from({ length: count }, (_, index) => sampleEpoch(index + 1))

const run = (id: string, spec: RunSpec, changes: Partial<RunRecord> = {}): RunRecord => ({ ...runRecord(), id, spec, status: 'completed', epochs: epochsOf(spec.epochs), problem: null, ...changes })

const spec = sampleSpec({ epochs: 4 })

it('the same run, whatever the minutes between its checkpoints; the most complete of several', () => {
  const find = findAmong([run('begun', spec, { status: 'stopped', epochs: epochsOf(2) }), run('done', { ...spec, checkpointMinutes: 30 })], [spec])
  expect(find(spec)).toEqual({ run: 'done', epochs: null, status: 'completed', doneShare: 1 })
  expect(find({ ...spec, seed: 9 })).toBeNull()
  expect(find({ ...spec, device: 'webgpu' })).toBeNull()
})

it('the beginning of it goes on; what is in the hands of a process is left alone', () => {
  expect(findAmong([run('begun', spec, { status: 'stopped', epochs: epochsOf(1) })], [spec])(spec)).toEqual({ run: 'begun', epochs: null, status: 'waiting', doneShare: 0.25 })
  expect(findAmong([run('going', spec, { status: 'running' })], [spec])(spec)).toBeNull()
})

it('a shorter run becomes longer once, unless its schedule follows from its length or a part asks for it as it is', () => {
  const longer = { ...spec, epochs: 8 }
  const find = findAmong([run('short', spec)], [longer])
  expect(find(longer)).toEqual({ run: 'short', epochs: 8, status: 'waiting', doneShare: 0.5 })
  expect(find({ ...spec, epochs: 9 })).toBeNull()
  expect(findAmong([run('short', spec)], [longer, spec])(longer)).toBeNull()
  const cosine = { ...spec, schedule: defaultSchedule('cosine') }
  expect(findAmong([run('short', cosine)], [])({ ...cosine, epochs: 8 })).toBeNull()
  expect(findAmong([run('long', longer)], [])(spec)).toBeNull()
})

it('a run that has ended early or diverged would do so again', () => {
  const patient = { ...spec, patience: 1 }
  expect(findAmong([run('early', patient, { epochs: epochsOf(2) })], [])({ ...patient, epochs: 8 })).toEqual({ run: 'early', epochs: 8, status: 'completed', doneShare: 1 })
  const problem = { code: 'training/diverged', message: 'It diverged.', remedy: '' }
  expect(findAmong([run('wild', spec, { status: 'failed', epochs: [], problem })], [spec])(spec)).toEqual({ run: 'wild', epochs: null, status: 'failed', doneShare: 1 })
})
