// A sweep on a real SLURM of one node: a killed task, one that reaches its time limit, a drained node, a cancelled sweep; left out where SLURM cannot be had.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { heldOut } from '@contract/runs/held-out'
import type { RunRecord } from '@contract/runs/run-record'
import { slurmOptionsSchema } from '@contract/sweeps/slurm-options'
import type { SlurmPlace } from '@contract/sweeps/sweep-place'
import { sweepSpecSchema } from '@contract/sweeps/sweep-spec'
import { defaultSpec, type RunSpec } from '@contract/training/run-spec'
import { expect, it, onTestFinished, vi } from 'vitest'
import { kill } from '../../cli/testing/cnn-lab-process'
import { forkLauncher } from '../engine-process/fork-launcher'
import { Lab } from '../lab'
import { openDirectStore } from '../store/direct-store'
import { allRuns } from '../testing/all-runs'
import { temporaryFolder } from '../testing/samples'
import { SweepFolder } from './sweep-folder'
import { OneNodeSlurm, whyNoSlurm } from './testing/one-node-slurm'
import { engineOf, taskOf } from './testing/task-processes'

const reason = whyNoSlurm()
if (reason !== null) console.warn(`The test of sweeps on a cluster is left out: ${reason}.`)

/** The command line as built, for the nodes; and its engine, for this process. */
const program = resolve('bin', 'cnn-lab.mjs')
const engine = resolve('out', 'main', 'engine-process.js')

/** Tasks that the node computes at the same time. */
const atOnce = 3

/** Threads of a task, as many as a run of this machine has, so that the bytes can be compared. */
const cpus = availableParallelism()

/** The point that is held until its time limit, and the one that is killed: both train for longer than the others. */
const [held, killed] = [1, 2]

/** Epochs of the points, by their numbers. */
const epochs = [60, 59, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]

const base: RunSpec = {
  ...{ ...defaultSpec('lenet-relu'), device: 'cpu', batchSize: 32, checkpointMinutes: 0.0001 },
  dataset: { ...defaultSpec('lenet-relu').dataset, limitTrain: 128, limitTest: 64 },
}

const sweepOver = (values: readonly number[]) => sweepSpecSchema.parse({ version: 1, base, axes: [{ setting: 'epochs', values }], strategy: { kind: 'grid' } })

/** Waits until something is so, for which is looked every so many milliseconds: to ask SLURM takes its programs. @throws where it takes too long */
async function until(what: string, isSo: () => boolean | Promise<boolean>, every = 250): Promise<void> {
  const end = Date.now() + 60_000
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`not within a minute: ${what}`)
    await sleep(every)
  }
}

/** What a run has ended with: the tensors of its last checkpoint by their checksums, and its results but for the times. */
function outcome(lab: Lab, run: RunRecord): object {
  const folder = join(lab.folders.run(run.id), run.checkpoint?.folder ?? '')
  const sums = readdirSync(folder).filter((name) => name.endsWith('.safetensors')).map((name) => [name, createHash('sha256').update(readFileSync(join(folder, name))).digest('hex')])
  return { sums, epochs: run.epochs.map((result) => ({ epoch: result.epoch, trainLoss: result.trainLoss, trainAccuracy: result.trainAccuracy, ...heldOut(result) })) }
}

/** Trains runs in this lab, undisturbed. */
async function trained(lab: Lab, specs: readonly RunSpec[]): Promise<readonly RunRecord[]> {
  const started = await Promise.all(specs.map((spec) => lab.runs.start(spec, '')))
  const runs = () => Promise.all(started.map(async ({ id }) => (await lab.runs.run(id)).run))
  await until('the lab has trained its own runs', async () => (await runs()).every(({ endedAt }) => endedAt !== null))
  return runs()
}

it.skipIf(reason !== null)(reason === null ? 'a sweep on SLURM' : `a sweep on SLURM (left out: ${reason})`, { timeout: 240_000 }, async () => {
  const slurm = await OneNodeSlurm.start(atOnce * cpus)
  for (const name of ['SLURM_CONF', 'PATH']) vi.stubEnv(name, slurm.env[name])
  onTestFinished(() => {
    vi.unstubAllEnvs()
  })
  const shared = join(temporaryFolder(), "shared, with 100 % of odd ' characters")
  mkdirSync(shared)
  const lab = await Lab.open({ home: temporaryFolder(), launcher: forkLauncher(engine), openStore: openDirectStore, command: [process.execPath, program] })
  onTestFinished(() => lab.close())
  // SLURM counts limits in minutes: one minute is the shortest. It warns a task as soon as fewer than 30 + 55 seconds are left, by a look every 30 seconds.
  const place: SlurmPlace = { kind: 'slurm', ...slurmOptionsSchema.parse({ folder: shared, time: '1', warning: 55, cpus, interval: 3600 }) }

  const { id } = await lab.sweeps.startSweep(sweepOver(epochs), place)
  expect((await lab.sweeps.collectSweep(id)).counts).toMatchObject({ total: 12, queued: 12 })
  const folder = new SweepFolder(join(shared, readdirSync(shared)[0] ?? ''))
  /** Whether a task has written down that it has a checkpoint: one killed between the checkpoint and this note begins anew. */
  const hasCheckpoint = async (point: number) => ((await folder.status(point))?.record.checkpoint?.step ?? 0) > 0

  // One task is held still, so that it neither ends before its time limit nor takes a processor from the others; one is killed with all that it has started.
  await until('the first task has a checkpoint', () => hasCheckpoint(held), 20)
  const heldEngine = engineOf(taskOf(folder.path, held))
  process.kill(heldEngine, 'SIGSTOP')
  await until('the second task has a checkpoint', () => hasCheckpoint(killed), 20)
  const task = taskOf(folder.path, killed)
  const engineOfKilled = engineOf(task)
  process.kill(task, 'SIGKILL') // first: it would end by itself once its engine is gone
  kill(engineOfKilled)

  // The node is drained: tasks that run go on to their end, no other begins.
  await slurm.run('scontrol', 'update', 'nodename=localhost', 'state=drain', 'reason=test')
  const begun = () => readdirSync(folder.work).length + readdirSync(folder.results).length
  await until('the drained node has only the held task', async () => (await lab.sweeps.collectSweep(id)).counts.running === 1)
  const [drained, begunBefore] = [await lab.sweeps.sweep(id), begun()]
  expect(drained.points[held - 1]).toMatchObject({ status: 'running', run: null, cluster: { task: held, node: 'localhost' }, figures: { parameters: 61_706 } })
  expect(drained.points[killed - 1]).toMatchObject({ status: 'failed', problem: { message: expect.stringMatching(/^Task 2 of job \d+ on node localhost was killed by signal 9\.$/) as string } })
  expect(drained.counts.queued).toBeGreaterThanOrEqual(8)
  await sleep(2500) // longer than two looks of the scheduler
  expect(begun()).toBe(begunBefore)
  await slurm.run('scontrol', 'update', 'nodename=localhost', 'state=resume')

  // The killed point is submitted again, and goes on from its checkpoint; meanwhile this lab trains both by itself.
  await lab.sweeps.retryFailed(id)
  await lab.sweeps.collectSweep(id)
  const references = await trained(lab, [held, killed].map((point) => ({ ...base, epochs: epochs[point - 1] ?? 0, checkpointMinutes: defaultSpec('lenet-relu').checkpointMinutes })))

  // SLURM's own warning reaches the held task; let go, it writes its checkpoint and goes back into the queue.
  await until('the time limit is near', async () => (await folder.status(held))?.stage === 'going-back')
  process.kill(heldEngine, 'SIGCONT')
  await until('the task is back in the queue', async () => (await slurm.run('squeue', '--noheader', '--array', '--format=%K %r')).split('\n').includes(`${held} BeginTime`))

  await until('all points have ended', async () => (await lab.sweeps.collectSweep(id)).status === 'completed')
  const { points, counts } = await lab.sweeps.sweep(id)
  expect(counts, points.map(({ problem }) => problem?.message ?? '').join('\n')).toMatchObject({ completed: 12 })
  for (const [index, point] of [held, killed].entries()) {
    const { run } = await lab.runs.run(points[point - 1]?.run ?? '')
    expect(run).toMatchObject({ status: 'completed', sweep: { id, point }, cluster: { task: point, node: 'localhost' }, notice: null, threads: cpus })
    const reference = references[index]
    expect(reference && outcome(lab, reference)).toEqual(outcome(lab, run))
  }
  const logs = readdirSync(folder.log).map((name) => ({ name, text: readFileSync(join(folder.log, name), 'utf8') }))
  for (const point of [held, killed]) expect(logs.filter(({ name }) => name.endsWith(`-${point}.txt`)).map(({ text }) => text).join('')).toContain('Goes on from step ')
  expect(await lab.evaluations.evaluations(points[0]?.run ?? '')).toHaveLength(1)

  // To collect again changes nothing, from another lab either.
  const runs = (await allRuns(lab)).map(({ id: run }) => run)
  await lab.sweeps.collectSweep(id)
  expect((await allRuns(lab)).map(({ id: run }) => run)).toEqual(runs)
  expect(readdirSync(join(lab.folders.home, 'runs')).sort()).toEqual(runs.toSorted())

  // A sweep that is held takes its tasks from the cluster; removed, it leaves nothing on the shared disk once its lab has closed.
  const second = await lab.sweeps.startSweep(sweepOver([200, 201]), place)
  await lab.sweeps.collectSweep(second.id)
  expect(await slurm.run('squeue', '--noheader')).not.toBe('')
  expect((await lab.sweeps.pauseSweep(second.id)).counts).toMatchObject({ waiting: 2 })
  await until('SLURM has no task', async () => (await slurm.run('squeue', '--noheader')) === '')
  await lab.sweeps.removeSweep(second.id, true)
  await lab.close() // until then it can be put back
  expect(readdirSync(shared)).toHaveLength(1)
  expect(existsSync(folder.path)).toBe(true)
})
