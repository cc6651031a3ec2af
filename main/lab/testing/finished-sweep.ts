// A home with a sweep that has ended: its points are runs that makeManyRuns has made.
import { sweepSpecSchema } from '@contract/sweeps/sweep-spec'
import { defaultSpec } from '@contract/training/run-spec'
import { join } from 'node:path'
import { Database } from '../store/database'
import { Store } from '../store/store'

/** Adds a complete sweep over the seeds of the oldest runs of a home. @returns its id */
export function makeFinishedSweep(home: string, points: number): string {
  const store = new Store(home)
  store.owners.renew({ id: 'maker', pid: process.pid, seenAt: Date.now() })
  const seeds = Array.from({ length: points }, (_, index) => index)
  const spec = sweepSpecSchema.parse({ version: 1, base: defaultSpec('lenet-relu'), axes: [], strategy: { kind: 'grid' }, seeds })
  const { id } = store.sweeps.create({ spec, title: 'LeNet with ReLU: seeds', place: { kind: 'local' }, networks: [], points: seeds.map((seed) => ({ values: {}, seed })), experiment: null, known: [] }, 'maker')
  store.sweeps.setStatus(id, 'completed', null, 'maker')
  store.owners.leave('maker')
  store.close()
  const database = new Database(join(home, 'lab.db'))
  database.run(`UPDATE sweep_points SET run = point, status = 'completed' WHERE sweep = 1`)
  database.run('UPDATE runs SET sweep = 1, sweep_point = number WHERE number <= ?', points)
  database.close()
  return id
}
