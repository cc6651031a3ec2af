// Where a sweep is computed: the fields of the form become options of SLURM, or faults.
import { expect, it } from 'vitest'
import { emptyPlace, readPlace } from './place-draft'

const cluster = { ...emptyPlace(), kind: 'slurm' as const, folder: '/shared/sweeps' }

it('is this machine, or a cluster whose empty fields are its defaults', () => {
  expect(readPlace(emptyPlace())).toEqual({ place: { kind: 'local' }, faults: {} })
  expect(readPlace(cluster).place).toMatchObject({ kind: 'slurm', folder: '/shared/sweeps', partition: null, time: null, gpus: null })
  expect(readPlace({ ...cluster, partition: 'gpu', time: '2:00:00', gpus: '1', memory: '8G', concurrent: '4' }).place).toMatchObject({ partition: 'gpu', time: '2:00:00', gpus: 1, memory: '8G', concurrent: 4 })
})

it.each([
  ['folder', 'sweeps', 'Shared folder must be an absolute path.'],
  ['folder', '', 'Shared folder must be an absolute path.'],
  ['time', 'an hour', 'Time limit must be a time as SLURM writes it: 30 (minutes), 2:00:00 or 1-12 (days-hours).'],
  ['gpus', '0', 'GPUs per run must be at least 1.'],
  ['cpus', 'many', 'Processors per run must be a whole number.'],
  ['memory', 'lots', 'Memory per run must be a size as SLURM writes it, e.g. 4G.'],
] as const)('%s “%s” is a fault at its field', (field, text, fault) => {
  expect(readPlace({ ...cluster, [field]: text })).toEqual({ place: null, faults: { [field]: fault } })
})
