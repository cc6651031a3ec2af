// What a task of an array job does: trains one point of a sweep in a folder of its own, and renames the whole result into place.
import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { smallBeginning } from '@common/words/within-sentence'
import { phrase } from '@language/phrase'
import type { DeviceChoice, DeviceInfo } from '@contract/devices/devices'
import { LabError, toProblem } from '@contract/problem'
import { checkpointsFolder } from '@contract/runs/checkpoints'
import { evaluationsFolder } from '@contract/runs/evaluation'
import type { LabEvent } from '@contract/runs/events'
import type { RunRecord } from '@contract/runs/run-record'
import type { ClusterTask } from '@contract/runs/cluster-task'
import { syncFolder } from '../../../files/durable-file'
import { makeFolder } from '../../../files/make-folder'
import { breakLock } from '../../../files/folder-lock/folder-lock'
import { BrokenSeal, manifestSum, writeSealedFolder } from '../../../files/sealed-folder'
import { readRegular } from '../../../files/regular-file'
import { useStoredDatasets } from '../../../data/stored/stored-datasets'
import { Devices } from '../../devices/devices'
import type { EngineLauncher } from '../../engine-process/channel'
import { predictMemory } from '../../estimates/prediction'
import { RunSupervisor } from '../../runs/supervisor/run-supervisor'
import { CheckpointShelf } from '../../store/checkpoint-shelf'
import type { Slurm } from '../slurm/slurm'
import { optionalFiles, resultFiles, resultFolder, type PointFile, type ResultFacts, type SweepFolder } from '../sweep-folder'
import { RunFile } from './run-file'

export interface SweepTaskOptions {
  readonly folder: SweepFolder
  /** Number of the point, from 1. */
  readonly point: number
  readonly launcher: EngineLauncher
  readonly slurm: Pick<Slurm, 'requeue'>
  /** SLURM's variables of the task. */
  readonly env: NodeJS.ProcessEnv
  readonly emit: (event: LabEvent) => void
}

/** How a task ended: with its result in place, back in the queue, or with what its status file says. */
export type TaskOutcome = 'completed' | 'gone-back' | 'not-completed'

/** One task of a point. Call `stop` and `goBack` at any time. */
export class SweepTask {
  readonly #options: SweepTaskOptions
  readonly #place: ClusterTask
  #supervisor: RunSupervisor | null = null
  #order: 'none' | 'stop' | 'go-back' = 'none'
  #file: RunFile | null = null

  constructor(options: SweepTaskOptions) {
    this.#options = options
    this.#place = placeIn(options.env)
  }

  /** Stops with a checkpoint. */
  stop(): void {
    if (this.#order === 'none') this.#order = 'stop'
    this.#obey()
  }

  /** Stops with a checkpoint, and goes back into SLURM's queue: the time limit is near. */
  goBack(): void {
    if (this.#order === 'none') this.#order = 'go-back'
    void this.#file?.enter('going-back').catch(() => undefined) // the end of the task is written in any case
    this.#obey()
  }

  /** Trains the point to its end, from the newest checkpoint of an earlier attempt. @throws LabError `cluster/...` where there is nothing to do, or it cannot be written */
  async run(): Promise<TaskOutcome> {
    const { folder, point } = this.#options
    if (existsSync(folder.resultOf(point))) return 'completed' // an earlier attempt was cut off behind its end
    const asked = await folder.point(point)
    await makeFolder(folder.workOf(point))
    const file = await RunFile.takeOver({ folder, point, attempt: randomUUID(), place: this.#place }, freshRecord(asked))
    this.#file = file
    try {
      const record = await this.#train(file)
      if (record.status === 'completed') return await this.#putInPlace(asked, file)
      return this.#isToGoBack && record.status === 'stopped' ? await this.#requeue(file) : await this.#end(file)
    } finally {
      await file.close()
    }
  }

  async #train(file: RunFile): Promise<RunRecord> {
    const { folder, point, launcher, env, emit } = this.#options
    useStoredDatasets(folder.datasets)
    const devices = new Devices(launcher)
    const shelf = new CheckpointShelf()
    const before = file.record
    const supervisor = new RunSupervisor(before, {
      launcher,
      store: { runs: file.keeper, checkpoints: { newest: (folders) => Promise.resolve(shelf.newest(folders)) } },
      owner: '',
      reclaim: () => Promise.resolve(false),
      // SLURM starts a task again when its former node has it no more; that one's lock says nothing here.
      prepare: () => {
        breakLock(folder.workOf(point))
        return Promise.resolve()
      },
      folder: folder.workOf(point),
      networkFolder: folder.networks,
      plansFile: folder.plans,
      threads: threadsIn(env),
      chooseDevice: () => deviceFor(devices, before),
      expect: (device, network) => Promise.resolve({ ...predictMemory(network, before.spec, device.name), stepSeconds: null }),
      watchDevice: (device) => devices.watch(device),
      emit,
    })
    this.#supervisor = supervisor
    this.#obey()
    const record = await supervisor.ended
    devices.close()
    return record
  }

  get #isToGoBack(): boolean {
    return this.#order === 'go-back'
  }

  #obey(): void {
    if (this.#order !== 'none') this.#supervisor?.stop().catch(() => undefined) // the run's record tells how it ended
  }

  /** Seals record, curves, telemetry and filters, and renames the point's folder into place. */
  async #putInPlace({ sweep, point }: PointFile, file: RunFile): Promise<TaskOutcome> {
    const { folder } = this.#options
    const work = folder.workOf(point)
    const found = optionalFiles.filter((kind) => existsSync(join(work, resultFiles[kind])))
    const facts: ResultFacts = { result: 1, point, sweep, place: this.#place, folders: sealedFoldersIn(work), telemetry: found.includes('telemetry'), filters: found.includes('filters') }
    const optional = await Promise.all(found.map(async (kind) => [resultFiles[kind], [await readRegular(join(work, resultFiles[kind]))]] as const))
    await writeSealedFolder(resultFolder(work), { [resultFiles.record]: [JSON.stringify(file.record)], [resultFiles.curves]: [JSON.stringify(file.points)], ...Object.fromEntries(optional) }, facts)
    await file.enter('ended')
    await file.close()
    try {
      await rename(work, folder.resultOf(point))
    } catch (error) {
      if (!existsSync(folder.resultOf(point))) throw error // else another attempt of the same point, which ends with the same bytes, was first
    }
    await syncFolder(folder.results)
    return 'completed'
  }

  async #requeue(file: RunFile): Promise<TaskOutcome> {
    const { job, task } = this.#place
    await file.enter('gone-back')
    try {
      await this.#options.slurm.requeue(job, task)
      return 'gone-back'
    } catch (error) {
      const { message } = toProblem(error)
      const problem = { code: 'cluster/not-requeued', message: phrase('The time limit came, and {trouble}', { trouble: smallBeginning(message) }), remedy: phrase('Repeat the point: it goes on from its checkpoint.') }
      await file.enter('ended', { problem })
      return 'not-completed'
    }
  }

  async #end(file: RunFile): Promise<TaskOutcome> {
    await file.enter('ended')
    return 'not-completed'
  }
}

/** The run of a point before it has begun. Its id is of use in this folder alone: the lab gives it another. */
function freshRecord({ sweep, point, title, spec }: PointFile): RunRecord {
  const now = new Date().toISOString()
  return {
    ...{ id: `${sweep}-point-${point}`, title, isTitleMade: true, status: 'queued', spec, sweep: { id: sweep, point }, untilEpoch: null, cluster: null },
    ...{ device: null, deviceTitle: null, threads: null, plan: null, parameters: null, stepsPerEpoch: null },
    ...{ createdAt: now, queuedAt: now, startedAt: null, endedAt: null, step: 0 },
    ...{ trainLoss: null, trainAccuracy: null, testLoss: null, testAccuracy: null, validationLoss: null, validationAccuracy: null, imagesPerSecond: null, predictedImagesPerSecond: null },
    ...{ peakRssBytes: null, predictedRssBytes: null, peakDeviceBytes: null, predictedDeviceBytes: null, deviceBytesBasis: null },
    ...{ elapsedSeconds: 0, epochs: [], checkpoint: null, notice: null, problem: null },
  }
}

/** @throws LabError `cluster/no-task` */
function placeIn({ SLURM_ARRAY_JOB_ID, SLURM_ARRAY_TASK_ID, SLURMD_NODENAME }: NodeJS.ProcessEnv): ClusterTask {
  if (SLURM_ARRAY_JOB_ID === undefined || SLURM_ARRAY_TASK_ID === undefined) {
    throw new LabError('cluster/no-task', phrase('This command is for the tasks of an array job of SLURM.'), phrase('Start the sweep with `cnn-lab sweep FILE --on slurm`.'))
  }
  return { job: SLURM_ARRAY_JOB_ID, task: Number(SLURM_ARRAY_TASK_ID), node: SLURMD_NODENAME ?? hostname() }
}

/** Threads to compute with: the processors that SLURM gave, since not every cluster keeps a task to them. Null: one per processor that the task may use. */
function threadsIn({ SLURM_CPUS_PER_TASK, SLURM_CPUS_ON_NODE }: NodeJS.ProcessEnv): number | null {
  const count = Number(SLURM_CPUS_PER_TASK ?? SLURM_CPUS_ON_NODE)
  return Number.isInteger(count) && count > 0 ? count : null
}

/** The device to compute on. For `auto` a GPU where one can be used, without a measurement; a run that goes on keeps its device, so that its results stay exact. */
async function deviceFor(devices: Devices, { spec, device, checkpoint }: RunRecord): Promise<DeviceInfo> {
  const choice: DeviceChoice = checkpoint !== null && device !== null ? device : spec.device
  const candidates = await devices.candidates(choice)
  const chosen = candidates.find(({ name }) => name !== 'cpu') ?? candidates[0]
  return chosen ?? devices.usable('cpu')
}

/** The sealed folders of a run, by their paths below its own, and the checksums of their manifests. What was half written is left out. */
function sealedFoldersIn(folder: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const kind of [checkpointsFolder, evaluationsFolder]) {
    const names = existsSync(join(folder, kind)) ? readdirSync(join(folder, kind)) : []
    for (const name of names) {
      try {
        found[`${kind}/${name}`] = manifestSum(join(folder, kind, name))
      } catch (error) {
        if (!(error instanceof BrokenSeal)) throw error // a checkpoint that was being written when an earlier attempt ended
      }
    }
  }
  return found
}
