// Sweeps with points for tests of tables and charts.
import { noFigures, type PointFigures, type SweepPoint, type SweepRecord } from '@contract/sweeps/sweep-record'
import { sweepSpecSchema, type SweepSpec } from '@contract/sweeps/sweep-spec'
import { defaultSpec } from '@contract/training/run-spec'

/** A sweep of LeNet with ReLU with these fields. */
export function sampleSweepSpec(fields: Partial<Omit<SweepSpec, 'axes' | 'strategy'>> & { readonly axes: readonly object[]; readonly strategy?: object }): SweepSpec {
  return sweepSpecSchema.parse({ version: 1, base: defaultSpec('lenet-relu'), strategy: { kind: 'grid' }, ...fields })
}

/** A point that is complete with some figures; with none it has failed. */
export function samplePoint(number: number, values: SweepPoint['values'], figures: Partial<PointFigures> | null, seed = 0): SweepPoint {
  return {
    number,
    values,
    seed,
    run: figures ? `run-${number}` : null,
    status: figures ? 'completed' : 'failed',
    rung: null,
    problem: figures ? null : { code: 'training/diverged', message: 'The loss is no number.', remedy: '' },
    figures: { ...noFigures, ...figures },
    cluster: null,
  }
}

export function sampleSweep(spec: SweepSpec, points: SweepPoint[]): SweepRecord {
  const count = (status: SweepPoint['status']): number => points.filter((point) => point.status === status).length
  return {
    id: 'sweep-1',
    title: 'Learning rates',
    status: 'completed',
    spec,
    place: { kind: 'local' },
    createdAt: '2026-11-28T10:00:00.000Z',
    endedAt: null,
    counts: {
      total: points.length,
      waiting: count('waiting'),
      queued: count('queued'),
      running: count('running'),
      halted: count('halted'),
      completed: count('completed'),
      failed: count('failed'),
      stopped: count('stopped'),
    },
    secondsLeft: null,
    problem: null,
    points,
  }
}
