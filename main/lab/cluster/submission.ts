// Puts points of a sweep on a cluster: writes what each is to compute into the shared folder, and submits array jobs.
import { constants } from 'node:fs'
import { access, copyFile, link, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { phrase } from '@language/phrase'
import type { DatasetId } from '@contract/data/datasets'
import { networkFileName } from '@contract/models/networks'
import { LabError } from '@contract/problem'
import type { RunSpec } from '@contract/training/run-spec'
import type { SlurmOptions } from '@contract/sweeps/slurm-options'
import type { ClusterTask } from '@contract/runs/cluster-task'
import { storedDataset, storedDatasetFolder } from '../../data/stored/stored-datasets'
import { fileTrouble } from '../../files/file-trouble'
import { filesIn } from '../../files/files-in'
import { exists } from '../../files/make-folder'
import { afterOption, batchScript, jobsFor, sbatchOptions } from './slurm/array-job'
import type { Slurm } from './slurm/slurm'
import type { PointFile, SweepFolder } from './sweep-folder'

/** A point that is to be computed. */
export interface PointToSubmit {
  /** From 1. */
  readonly number: number
  readonly title: string
  readonly spec: RunSpec
}

export interface SubmissionOptions {
  /** Id of the sweep. */
  readonly sweep: string
  readonly folder: SweepFolder
  readonly points: readonly PointToSubmit[]
  readonly options: SlurmOptions
  /** Tasks of the same points that may still be about to end: two tasks must not write to one folder. */
  readonly after: readonly ClusterTask[]
  readonly slurm: Pick<Slurm, 'submit'>
  /** Absolute path of the lab's folder of networks from files. */
  readonly networkFolder: string
  /** How this machine calls `cnn-lab`: the words of a command. */
  readonly command: readonly string[]
  /** Told as soon as a job is submitted, so that none is forgotten where the next one is refused. */
  readonly onSubmitted: (tasks: ReadonlyMap<number, ClusterTask>) => Promise<void>
}

/** @throws LabError `cluster/folder` where the shared folder cannot be used; `slurm/...` */
export async function submit(options: SubmissionOptions): Promise<void> {
  const { sweep, folder, points, options: chosen, after, slurm, command, onSubmitted } = options
  try {
    await writeSpecs(options)
  } catch (error) {
    throw folderTrouble(chosen.folder, error)
  }
  for (const job of jobsFor(points.map(({ number }) => number))) {
    const script = join(folder.path, `tasks-from-${job.offset + 1}.sh`)
    await writeFile(script, batchScript(chosen.command ?? command, folder.path, job), { mode: 0o755 })
    const id = await slurm.submit([...sbatchOptions(`cnn-lab-${sweep}`, folder.path, job, chosen), ...afterOption(after), script])
    await onSubmitted(new Map(job.tasks.map((task) => [job.offset + task, { job: id, task, node: null }])))
  }
}

/** Says whether a shared folder can be used, before a sweep is made. @throws LabError `cluster/folder` */
export async function assertUsable(sharedFolder: string): Promise<void> {
  try {
    await access(sharedFolder, constants.W_OK | constants.X_OK)
    // Permissions are not all: the disk itself may only be readable.
    const trial = join(sharedFolder, `.cnn-lab-${process.pid}-${Date.now()}`)
    await mkdir(trial)
    await rm(trial, { recursive: true })
  } catch (error) {
    throw folderTrouble(sharedFolder, error)
  }
}

function folderTrouble(sharedFolder: string, error: unknown): LabError {
  const message = phrase('The shared folder {folder} cannot be used: {trouble}.', { folder: sharedFolder, trouble: fileTrouble(error) })
  return new LabError('cluster/folder', message, phrase('Name a folder that you may write to, and that the nodes see under the same path (--folder).'), { cause: error })
}

async function writeSpecs({ sweep, folder, points, networkFolder }: SubmissionOptions): Promise<void> {
  for (const path of [folder.path, folder.specs, folder.networks, folder.datasets, folder.log, folder.work, folder.results]) {
    if (!(await exists(path))) await mkdir(path)
  }
  for (const { number, title, spec } of points) {
    const content: PointFile = { format: 1, point: number, sweep, title, spec }
    await writeFile(folder.spec(number), JSON.stringify(content))
    await takeDataset(spec.dataset.id, folder.datasets)
    if (spec.network.kind === 'file') await copyNetwork(networkFileName(spec.network.file), networkFolder, folder.networks)
  }
}

/** Takes an imported set along, under the same id; those that ship with the lab are on every node. */
async function takeDataset(id: DatasetId, to: string): Promise<void> {
  const from = storedDataset(id)?.removedAt === null ? storedDatasetFolder(id) : null
  if (from === null || (await exists(join(to, id)))) return
  const temporary = join(to, `${id}.writing`)
  await rm(temporary, { recursive: true, force: true })
  await mkdir(temporary)
  for (const name of await filesIn(from)) await linkOrCopy(join(from, name), join(temporary, name))
  await rename(temporary, join(to, id))
}

/** On one disk both names stand for one file, which takes neither time nor room: files of stored sets never change. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to)
  } catch {
    await copyFile(from, to) // another disk, or one without links; a failure of the copy is told
  }
}

async function copyNetwork(name: string, from: string, to: string): Promise<void> {
  if (await exists(join(to, name))) return
  const temporary = join(to, `${name}.writing`)
  await copyFile(join(from, name), temporary)
  await rename(temporary, join(to, name))
}
