// The array job of a sweep: which tasks compute which points, the options of `sbatch`, and the script that each task runs.
import { shellWord } from '@common/words/shell-word'
import type { ClusterTask } from '@contract/runs/cluster-task'
import type { SlurmOptions } from '@contract/sweeps/slurm-options'
import { listOf } from './task-states'

/** Points of one job: SLURM numbers the tasks of an array up to 1,000 unless its administrators allow more. */
const pointsOfJob = 1000

/** Tasks that a dependency names one by one; of more, their jobs are named. */
const mostNamed = 100

/** Points that one job computes: `task` of the job is point `offset + task`. */
export interface JobPoints {
  readonly offset: number
  /** Numbers of the tasks, from 1, ascending. */
  readonly tasks: readonly number[]
}

/** The jobs that compute some points. @param points their numbers, from 1, ascending */
export function jobsFor(points: readonly number[]): readonly JobPoints[] {
  const jobs = new Map<number, number[]>()
  for (const point of points) {
    const offset = pointsOfJob * Math.floor((point - 1) / pointsOfJob)
    jobs.set(offset, [...(jobs.get(offset) ?? []), point - offset])
  }
  return [...jobs].map(([offset, tasks]) => ({ offset, tasks }))
}

/** Tasks that must have ended before others begin, as an option of `sbatch`. */
export function afterOption(tasks: readonly ClusterTask[]): readonly string[] {
  const each = tasks.map(({ job, task }) => `${job}_${task}`)
  const jobs = [...new Set(tasks.map(({ job }) => job))]
  return tasks.length === 0 ? [] : [`--dependency=afterany:${(each.length > mostNamed ? jobs : each).join(':')}`]
}

/** Options of `sbatch`, one word each: no shell reads them, so that names may hold anything. */
export function sbatchOptions(name: string, folder: string, { tasks }: JobPoints, options: SlurmOptions): readonly string[] {
  const { partition, account, qos, time, gpus, cpus, memory, concurrent, warning, sbatch } = options
  const given: readonly (readonly [string, string | number | null])[] = [
    ['partition', partition],
    ['account', account],
    ['qos', qos],
    ['time', time],
    ['gpus', gpus],
    ['cpus-per-task', cpus],
    ['mem', memory],
  ]
  return [
    `--job-name=${name}`,
    `--array=${listOf(tasks)}${concurrent === null ? '' : `%${concurrent}`}`,
    '--requeue',
    '--open-mode=append',
    `--chdir=${folder}`,
    `--output=${folder.replaceAll('%', '%%')}/log/%A-%a.txt`,
    `--signal=B:USR2@${warning}`,
    ...given.flatMap(([option, value]) => (value === null ? [] : [`--${option}=${value}`])),
    ...sbatch,
  ]
}

/**
 * The script of every task: the shell becomes the program itself, so that signals reach it.
 * @param command how the nodes call `cnn-lab`
 * @param folder absolute path of the sweep's folder
 */
export function batchScript(command: readonly string[], folder: string, { offset }: JobPoints): string {
  return `#!/bin/sh
# SLURM sends USR2 before the time limit. Until the program listens to it, it must do no harm.
trap '' USR2
exec ${[...command, 'sweep-task', folder].map(shellWord).join(' ')} "$((${offset} + SLURM_ARRAY_TASK_ID))"
`
}
