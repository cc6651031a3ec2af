// What is taken in from the shared folder: each result once, whoever asks and how often, and none that is damaged.
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LabError } from '@contract/problem'
import { slurmOptionsSchema } from '@contract/sweeps/slurm-options'
import type { SlurmPlace } from '@contract/sweeps/sweep-place'
import { sweepSpecSchema } from '@contract/sweeps/sweep-spec'
import type { SweepPoint } from '@contract/sweeps/sweep-record'
import { runRecord } from '@contract/testing/sample-runs'
import { filterHistoryFile } from '@contract/inspection/filters'
import { telemetryFile } from '@contract/runs/telemetry'
import { expect, it, onTestFinished } from 'vitest'
import { makeFolderNow } from '../../files/make-folder'
import { manifestSum, writeSealedFolder } from '../../files/sealed-folder'
import { HomeFolders } from '../home-folders'
import { openDirectStore } from '../store/direct-store'
import { samplePoint, sampleEpoch, sampleSpec, temporaryFolder } from '../testing/samples'
import { ClusterSweeps, type ClusterSweep } from './cluster-sweeps'
import { Slurm } from './slurm/slurm'
import type { TaskState } from './slurm/task-states'
import { SweepFolder, type ResultFacts } from './sweep-folder'

const owner = 'me'
const curves = [samplePoint(5), samplePoint(10)]

/** A SLURM that knows of its tasks what it is told. */
class StandIn extends Slurm {
  knows: ReadonlyMap<number, TaskState> | LabError = new Map()

  override tasks(): Promise<ReadonlyMap<number, TaskState>> {
    return this.knows instanceof LabError ? Promise.reject(this.knows) : Promise.resolve(this.knows)
  }
}

/** A sweep of two points that were submitted as job 7. */
async function submitted() {
  const [home, shared] = [temporaryFolder(), temporaryFolder()]
  const store = await openDirectStore(home)
  onTestFinished(() => store.close())
  await store.owners.renew({ id: owner, pid: process.pid, seenAt: Date.now() })
  const place: SlurmPlace = { kind: 'slurm', ...slurmOptionsSchema.parse({ folder: shared }) }
  const spec = sweepSpecSchema.parse({ version: 1, base: sampleSpec(), axes: [{ setting: 'optimizer.learningRate', values: [0.1, 0.2] }], strategy: { kind: 'grid' } })
  const points = [0.1, 0.2].map((rate) => ({ values: { 'optimizer.learningRate': rate }, seed: 0 }))
  const { id, createdAt } = await store.sweeps.create({ spec, title: 'Rates', place, networks: [], points, experiment: null, known: [] }, owner)
  await store.cluster.submitted(id, new Map([1, 2].map((task) => [task, { job: '7', task, node: null }])))
  const slurm = new StandIn()
  const folders = new HomeFolders(home)
  const cluster = new ClusterSweeps({ store, folders, slurm, command: ['cnn-lab'], owner, onRun: () => undefined })
  const sweep = async (): Promise<ClusterSweep> => ({ id, createdAt, place, points: await store.sweeps.points(id) })
  const folder = new SweepFolder(join(shared, `cnn-lab-${id}-${createdAt.replace(/\D/g, '')}`))
  for (const path of [folder.work, folder.results]) makeFolderNow(path)
  const collect = async () => cluster.collect(await sweep())
  const point = async (number: number): Promise<SweepPoint | undefined> => (await store.sweeps.points(id))[number - 1]
  return { store, folders, slurm, folder, id, collect, point }
}

/** Puts the result of a point into its place, as its task does; point 2 has looked into its layers. */
async function putResult(folder: SweepFolder, sweep: string, point: number): Promise<void> {
  const work = folder.workOf(point)
  const checkpoint = { folder: 'checkpoints/step-000000010-epoch-2', epoch: 2, step: 10 }
  makeFolderNow(join(work, 'checkpoints'))
  await writeSealedFolder(join(work, checkpoint.folder), { 'parameters.safetensors': [Uint8Array.of(1, 2, point)] }, {})
  const run = runRecord({ id: 'there-1', status: 'completed', sweep: { id: sweep, point }, step: 10, epochs: [sampleEpoch(1), sampleEpoch(2)], checkpoint, endedAt: '2026-01-01T00:00:00.000Z', spec: sampleSpec() })
  const facts: ResultFacts = { result: 1, point, sweep, place: { job: '7', task: point, node: 'n4' }, folders: { [checkpoint.folder]: manifestSum(join(work, checkpoint.folder)) }, telemetry: point === 2, filters: point === 2 }
  await writeSealedFolder(join(work, 'result'), { 'run.json': [JSON.stringify(run)], 'curves.json': [JSON.stringify(curves)], ...(facts.telemetry ? { [telemetryFile]: [`telemetry of ${point}`], [filterHistoryFile]: [`filters of ${point}`] } : {}) }, facts)
  renameSync(work, folder.resultOf(point))
}

it('takes a result in once, as a run like others', async () => {
  const { store, folders, folder, id, collect, point } = await submitted()
  await putResult(folder, id, 2)
  const outcomes = await Promise.all([collect(), collect()])
  expect(outcomes.map(({ runs }) => runs).sort()).toEqual([0, 1])
  expect(await collect()).toMatchObject({ runs: 0, changed: false })
  const runs = await store.runs.current()
  expect(runs).toHaveLength(1)
  expect(runs[0]).toMatchObject({ status: 'completed', sweep: { id, point: 2 }, cluster: { job: '7', task: 2, node: 'n4' }, step: 10, epochs: [{ epoch: 1 }, { epoch: 2 }] })
  const [run] = runs
  expect(await point(2)).toMatchObject({ run: run?.id, status: 'completed', figures: { epochs: 2 } })
  expect([...readFileSync(join(folders.run(run?.id ?? ''), run?.checkpoint?.folder ?? '', 'parameters.safetensors'))]).toEqual([1, 2, 2])
  expect(readFileSync(join(folders.run(run?.id ?? ''), telemetryFile), 'utf8')).toBe('telemetry of 2')
  expect(readFileSync(join(folders.run(run?.id ?? ''), filterHistoryFile), 'utf8')).toBe('filters of 2')
  expect((await store.runs.points(run?.id ?? '')).map(({ step }) => step)).toEqual([5, 10])
})

it('takes in no result that is damaged, or of another sweep', async () => {
  const { store, folder, id, slurm, collect, point } = await submitted()
  await putResult(folder, id, 1)
  await putResult(folder, 'sweep-9', 2)
  const parameters = join(folder.resultOf(1), 'checkpoints', 'step-000000010-epoch-2', 'parameters.safetensors')
  writeFileSync(parameters, Uint8Array.of(1, 2, 9))
  slurm.knows = new Map()
  expect(await collect()).toMatchObject({ runs: 0, problem: null })
  expect((await point(1))?.problem?.message).toBe(`The result of point 1 in ${folder.resultOf(1)} cannot be used: its file parameters.safetensors does not match its checksum.`)
  expect((await point(2))?.problem?.message).toBe(`The result of point 2 in ${folder.resultOf(2)} cannot be used: it is that of point 2 of sweep-9.`)
  expect(await store.runs.current()).toEqual([])
})

it('judges no point while SLURM does not answer, and takes results in all the same', async () => {
  const { folder, id, slurm, collect, point } = await submitted()
  await putResult(folder, id, 1)
  slurm.knows = new LabError('slurm/silent', 'SLURM did not answer.')
  expect(await collect()).toMatchObject({ runs: 1, problem: { code: 'slurm/silent' } })
  expect((await point(2))?.status).toBe('queued')
})

it('tells why nothing begins, and where the shared folder is gone', async () => {
  const { folder, slurm, collect, point } = await submitted()
  const waiting: TaskState = { stage: 'waiting', word: 'PENDING', reason: 'Nodes_required_for_job_are_DOWN,_DRAINED_or_reserved_for_jobs_in_higher_priority_partitions', node: null, exitCode: 0, signal: 0, endedAt: null }
  slurm.knows = new Map([1, 2].map((task) => [task, waiting]))
  expect((await collect()).problem?.message).toBe('SLURM starts no task of the sweep: the nodes that it needs are down or drained.')
  slurm.knows = new Map([[1, { ...waiting, stage: 'ended', word: 'NODE_FAIL', node: 'n4' }], [2, { ...waiting, reason: 'Resources' }]])
  expect((await collect()).problem).toBeNull()
  expect((await point(1))?.problem?.message).toBe('Task 1 of job 7 on node n4 was lost with its node.')
  rmSync(folder.path, { recursive: true })
  expect((await collect()).problem?.message).toBe(`The sweep's folder ${folder.path} cannot be read: there is no such file or folder.`)
  expect(existsSync(folder.path)).toBe(false)
})
