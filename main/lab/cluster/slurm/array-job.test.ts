// Which tasks compute which points, and what `sbatch` is told.
import { slurmOptionsSchema } from '@contract/sweeps/slurm-options'
import { expect, it } from 'vitest'
import { batchScript, jobsFor, sbatchOptions } from './array-job'

it('numbers the tasks of every job up to 1,000, as SLURM takes no more unless it is told to', () => {
  expect(jobsFor([1, 2, 1000, 1001, 2500])).toEqual([
    { offset: 0, tasks: [1, 2, 1000] },
    { offset: 1000, tasks: [1] },
    { offset: 2000, tasks: [500] },
  ])
})

it('tells sbatch what was chosen, and leaves the rest to SLURM', () => {
  const job = { offset: 0, tasks: [1, 2, 3, 5] }
  const plain = sbatchOptions('cnn-lab-sweep-1', '/shared/100 %', job, slurmOptionsSchema.parse({ folder: '/shared' }))
  expect(plain).toEqual(['--job-name=cnn-lab-sweep-1', '--array=1-3,5', '--requeue', '--open-mode=append', '--chdir=/shared/100 %', '--output=/shared/100 %%/log/%A-%a.txt', '--signal=B:USR2@120'])
  const all = slurmOptionsSchema.parse({ folder: '/s', partition: 'gpu', account: 'lab', qos: 'low', time: '1-12', gpus: 1, cpus: 4, memory: '8G', concurrent: 2, warning: 30, sbatch: ['--constraint=avx512'] })
  expect(sbatchOptions('x', '/s/1', job, all).slice(1)).toEqual([
    ...['--array=1-3,5%2', '--requeue', '--open-mode=append', '--chdir=/s/1', '--output=/s/1/log/%A-%a.txt', '--signal=B:USR2@30'],
    ...['--partition=gpu', '--account=lab', '--qos=low', '--time=1-12', '--gpus=1', '--cpus-per-task=4', '--mem=8G', '--constraint=avx512'],
  ])
})

it('calls the program by words that no shell takes apart', () => {
  expect(batchScript(['/opt/node', "/it's/cnn-lab.mjs"], '/a b', { offset: 1000, tasks: [1] })).toContain(
    String.raw`exec /opt/node '/it'\''s/cnn-lab.mjs' sweep-task '/a b' "$((1000 + SLURM_ARRAY_TASK_ID))"`,
  )
})

it.each([
  [{ folder: 'shared' }, 'must be an absolute path'],
  [{ folder: '/s', time: 'soon' }, 'must be a time as SLURM writes it: 30 (minutes), 2:00:00 or 1-12 (days-hours)'],
  [{ folder: '/s', memory: '4 GB' }, 'must be a size as SLURM writes it, e.g. 4G'],
  [{ folder: '/s', concurrent: 0 }, 'must be at least 1'],
  [{ folder: '/s', sbatch: ['--array=1-3'] }, 'must be none of those that the lab sets itself (array, chdir, job-name, no-requeue, open-mode, output, parsable, requeue, signal, wrap)'],
  [{ folder: '/s', sbatch: ['rm'] }, 'must begin with a hyphen'],
])('refuses %j', (options, message) => {
  expect(slurmOptionsSchema.safeParse(options).error?.issues.map((issue) => issue.message)).toContain(message)
})
