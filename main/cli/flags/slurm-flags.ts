// The flags of a sweep on a cluster: options with their help, and the place that was typed, beside what the last such sweep was given.
import { resolve } from 'node:path'
import { phrase } from '@language/phrase'
import type { SlurmPlace } from '@contract/sweeps/sweep-place'
import { slurmOptionsSchema, type SlurmOptions } from '@contract/sweeps/slurm-options'
import { Option, type Command } from 'commander'
import { numberOf } from './number-flag'
import { UsageError } from './usage-error'

interface SlurmFlag {
  readonly flag: string
  readonly takes: string
  readonly help: string
  /** Turns what was typed into the option's value, for the schema to judge. */
  readonly valueOf: (typed: string, flag: string) => unknown
}

const text = (typed: string): unknown => typed
const words = (typed: string): unknown => typed.split(' ').filter((word) => word !== '')

/** Every option that has a flag of its own; `sbatch` can be given several times. */
const flags: Readonly<Record<Exclude<keyof SlurmOptions, 'sbatch'>, SlurmFlag>> = {
  folder: { flag: '--folder', takes: '<path>', help: phrase('with --on slurm: folder that this machine and the nodes see under the same path'), valueOf: (typed) => resolve(typed) },
  partition: { flag: '--partition', takes: '<name>', help: phrase("with --on slurm: partition of the cluster (default, here and below: SLURM's own)"), valueOf: text },
  account: { flag: '--account', takes: '<name>', help: phrase('with --on slurm: account that is charged'), valueOf: text },
  qos: { flag: '--qos', takes: '<name>', help: phrase('with --on slurm: quality of service'), valueOf: text },
  time: { flag: '--time', takes: '<limit>', help: phrase('with --on slurm: time limit of each task: 30 (minutes), 2:00:00, 1-12 (days-hours); near it a task writes a checkpoint, and goes on later'), valueOf: text },
  gpus: { flag: '--gpus', takes: '<n>', help: phrase('with --on slurm: GPUs of each task'), valueOf: numberOf },
  cpus: { flag: '--cpus', takes: '<n>', help: phrase('with --on slurm: processors of each task'), valueOf: numberOf },
  memory: { flag: '--memory', takes: '<size>', help: phrase('with --on slurm: memory of each task, e.g. 4G'), valueOf: text },
  concurrent: { flag: '--concurrent', takes: '<n>', help: phrase('with --on slurm: most tasks at the same time'), valueOf: numberOf },
  warning: { flag: '--warning', takes: '<seconds>', help: phrase('with --on slurm: how long before its time limit a task writes its checkpoint (default: 120)'), valueOf: numberOf },
  interval: { flag: '--interval', takes: '<seconds>', help: phrase('with --on slurm: time between two looks of an open lab at the cluster (default: 30)'), valueOf: numberOf },
  command: { flag: '--node-command', takes: '<words>', help: phrase('with --on slurm: how the nodes call cnn-lab, where not by the path of this one'), valueOf: words },
}

/** What was typed, by commander's names. */
export type SlurmFlags = Readonly<Record<string, unknown>>

const names = Object.keys(flags) as (keyof typeof flags)[]

/** Adds the options to a command. */
export function withSlurmOptions(command: Command): Command {
  for (const name of names) command.addOption(new Option(`${flags[name].flag} ${flags[name].takes}`, flags[name].help))
  return command
    .option('--sbatch-option <option...>', phrase('with --on slurm: further options of sbatch, e.g. --sbatch-option=--constraint=avx512'))
    .option('--fresh', phrase("with --on slurm: without the last such sweep's options, which hold for what is not named"))
}

/** Whether any of them was typed. */
export function hasSlurmFlags(typed: SlurmFlags): boolean {
  return [...names.map((name) => flags[name].flag), '--sbatch-option', '--fresh'].some((flag) => typedFor(flag, typed) !== undefined)
}

/**
 * The place that was typed.
 * @param last the place of the last sweep on a cluster, whose options hold for what was not typed; null: there is none
 * @throws UsageError where a value cannot be, or no folder is known
 */
export function slurmPlace(typed: SlurmFlags, last: SlurmPlace | null): SlurmPlace {
  const { kind: _, ...before } = last ?? { kind: 'slurm' as const }
  const given = names.flatMap((name) => {
    const { flag, valueOf } = flags[name]
    const value = typedFor(flag, typed)
    return typeof value === 'string' ? [[name, valueOf(value, flag)] as const] : []
  })
  const further = typedFor('--sbatch-option', typed)
  const options = { ...(typed.fresh === true ? {} : before), ...Object.fromEntries(given), ...(further !== undefined && { sbatch: further }) }
  if (!('folder' in options)) throw new UsageError(phrase('A sweep on a cluster needs a folder that the nodes see too: --folder PATH.'))
  const parsed = slurmOptionsSchema.safeParse(options)
  if (parsed.success) return { kind: 'slurm', ...parsed.data }
  const [issue] = parsed.error.issues
  const name = names.find((candidate) => candidate === issue?.path[0])
  throw new UsageError(phrase('{flag} {fault}.', { flag: name ? flags[name].flag : '--sbatch-option', fault: issue?.message ?? '' }))
}

const typedFor = (flag: string, typed: SlurmFlags): unknown => typed[new Option(flag).attributeName()]
