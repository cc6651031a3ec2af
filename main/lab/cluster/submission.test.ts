// Shared folders that cannot be used, in one sentence each; and what is written where they can.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { slurmOptionsSchema } from '@contract/sweeps/slurm-options'
import type { ClusterTask } from '@contract/runs/cluster-task'
import { LabError } from '@contract/problem'
import { expect, it, onTestFinished } from 'vitest'
import { wholeDataset } from '@contract/training/run-spec'
import { storedDataset, useStoredDatasets } from '../../data/stored/stored-datasets'
import { madeUpStoredDataset } from '../../data/testing/made-up-stored-set'
import { writeSealedFolder } from '../../files/sealed-folder'
import { sampleSpec, temporaryFolder } from '../testing/samples'
import { assertUsable, submit, type SubmissionOptions } from './submission'
import { SweepFolder } from './sweep-folder'

const message = (path: string, why: string) => `The shared folder ${path} cannot be used: ${why}.`

it('is refused where it is missing, is no folder, or may not be entered', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'file'), '')
  await expect(assertUsable(join(folder, 'none'))).rejects.toMatchObject({ code: 'cluster/folder', message: message(join(folder, 'none'), 'there is no such file or folder') })
  await expect(assertUsable(join(folder, 'file', 'x'))).rejects.toMatchObject({ message: message(join(folder, 'file', 'x'), 'a part of its path is no folder') })
  await assertUsable(folder)
  expect(readdirSync(folder)).toEqual(['file'])
})

it('is refused where its disk can only be read', async (context) => {
  const folder = temporaryFolder()
  if (process.platform !== 'linux' || spawnSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', folder]).status !== 0) {
    context.skip('only root may mount a disk')
    return
  }
  onTestFinished(() => {
    spawnSync('umount', [folder])
  })
  await expect(assertUsable(folder)).rejects.toMatchObject({ message: message(folder, 'the disk can only be read'), remedy: 'Name a folder that you may write to, and that the nodes see under the same path (--folder).' })
})

/** A submission of some points whose jobs are numbered from 1; from the second on they are refused where so said. */
function submission(points: readonly number[], { refusesSecond = false } = {}) {
  const shared = temporaryFolder()
  const submitted: (readonly string[])[] = []
  const tasks = new Map<number, ClusterTask>()
  const options: SubmissionOptions = {
    ...{ sweep: 'sweep-1', folder: new SweepFolder(join(shared, 'sweep')), options: slurmOptionsSchema.parse({ folder: shared }), networkFolder: join(shared, 'networks'), command: ['cnn-lab'] },
    points: points.map((number) => ({ number, title: `Point ${number}`, spec: sampleSpec({ seed: number }) })),
    after: [{ job: '9', task: 3, node: null }],
    slurm: {
      submit: (args) => {
        if (refusesSecond && submitted.length === 1) return Promise.reject(new LabError('slurm/refused', 'SLURM refused the job: too many.'))
        submitted.push(args)
        return Promise.resolve(String(submitted.length))
      },
    },
    onSubmitted: (found) => {
      for (const [point, task] of found) tasks.set(point, task)
      return Promise.resolve()
    },
  }
  return { options, submitted, tasks }
}

it('gets a file for each point, and a script for each job', async () => {
  const { options, submitted, tasks } = submission([1, 2, 1001])
  await submit(options)
  expect(readdirSync(options.folder.specs)).toEqual(['0001.json', '0002.json', '1001.json'])
  expect(JSON.parse(readFileSync(options.folder.spec(2), 'utf8'))).toMatchObject({ format: 1, point: 2, sweep: 'sweep-1', title: 'Point 2', spec: { seed: 2 } })
  expect([...tasks]).toEqual([[1, { job: '1', task: 1, node: null }], [2, { job: '1', task: 2, node: null }], [1001, { job: '2', task: 1, node: null }]])
  expect(submitted.map((args) => args.slice(-2))).toEqual([
    ['--dependency=afterany:9_3', join(options.folder.path, 'tasks-from-1.sh')],
    ['--dependency=afterany:9_3', join(options.folder.path, 'tasks-from-1001.sh')],
  ])
})

it('takes imported data sets along, and none that ships with the lab', async () => {
  const { options } = submission([1, 2])
  const home = temporaryFolder()
  useStoredDatasets(home)
  await writeSealedFolder(join(home, 'flowers-12345678'), { 'images.bin': [Buffer.from('pixels')] }, madeUpStoredDataset('flowers-12345678'))
  const points = options.points.map((point) => (point.number === 1 ? { ...point, spec: sampleSpec({ dataset: wholeDataset('flowers-12345678') }) } : point))
  await submit({ ...options, points })
  await submit({ ...options, points })
  expect(readdirSync(options.folder.datasets)).toEqual(['flowers-12345678'])
  expect(readFileSync(join(options.folder.datasets, 'flowers-12345678', 'images.bin'), 'utf8')).toBe('pixels')
  useStoredDatasets(options.folder.datasets)
  expect(storedDataset('flowers-12345678')?.info.classes).toEqual(['kind 0', 'kind 1'])
})

it('forgets no job where the next one is refused', async () => {
  const { options, tasks } = submission([1, 1001], { refusesSecond: true })
  await expect(submit(options)).rejects.toMatchObject({ code: 'slurm/refused' })
  expect([...tasks.keys()]).toEqual([1])
})

it('is refused where it goes away before the points are written', async () => {
  const { options } = submission([1])
  const gone = new SweepFolder(join(temporaryFolder(), 'none', 'sweep'))
  mkdirSync(join(options.folder.path))
  await expect(submit({ ...options, folder: gone })).rejects.toMatchObject({ code: 'cluster/folder' })
  expect(existsSync(gone.path)).toBe(false)
})
