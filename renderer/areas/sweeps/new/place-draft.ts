// Where a sweep is computed, as the user writes it: on this machine, or on a cluster through SLURM.
import { phrase } from '@language/phrase'
import { slurmOptionsSchema } from '@contract/sweeps/slurm-options'
import type { SweepPlace } from '@contract/sweeps/sweep-place'

/** The fields for a cluster, in the order of the form; empty: SLURM's default. */
export const clusterFields = ['folder', 'partition', 'time', 'gpus', 'cpus', 'memory', 'concurrent'] as const
export type ClusterField = (typeof clusterFields)[number]

export type PlaceDraft = { kind: SweepPlace['kind'] } & Record<ClusterField, string>

export const emptyPlace = (): PlaceDraft => ({ kind: 'local', folder: '', partition: '', time: '', gpus: '', cpus: '', memory: '', concurrent: '' })

interface ClusterFieldWords {
  readonly label: string
  readonly placeholder: string
  readonly help: string
  readonly isCount?: boolean
}

export const clusterFieldWords: Readonly<Record<ClusterField, ClusterFieldWords>> = {
  folder: { label: phrase('Shared folder'), placeholder: '/home/me/sweeps', help: phrase('A folder that this machine and all nodes see under the same path; each sweep gets a folder of its own in it.') },
  partition: { label: phrase('Partition'), placeholder: phrase('the usual one'), help: phrase('The part of the cluster whose nodes are used.') },
  time: { label: phrase('Time limit'), placeholder: phrase('as the cluster has it'), help: phrase('For each run, as SLURM writes it: 30 (minutes), 2:00:00 or 1-12 (days-hours). A run that needs longer makes a checkpoint and goes on.') },
  gpus: { label: phrase('GPUs per run'), placeholder: phrase('none asked for'), help: phrase('How many graphics cards each run gets.'), isCount: true },
  cpus: { label: phrase('Processors per run'), placeholder: phrase('as the cluster has it'), help: phrase('How many processors each run gets; it computes with as many threads.'), isCount: true },
  memory: { label: phrase('Memory per run'), placeholder: '4G', help: phrase('How much memory each run gets, such as 4G.') },
  concurrent: { label: phrase('At once'), placeholder: phrase('no limit'), help: phrase('How many runs go on at the same time at most.'), isCount: true },
}

export interface ReadPlace {
  /** Null where a field is wrong. */
  readonly place: SweepPlace | null
  /** Faults in sentences by field. */
  readonly faults: Readonly<Partial<Record<ClusterField, string>>>
}

export function readPlace(draft: PlaceDraft): ReadPlace {
  if (draft.kind === 'local') return { place: { kind: 'local' }, faults: {} }
  const written = Object.fromEntries(clusterFields.filter((field) => field === 'folder' || draft[field].trim() !== '').map((field) => [field, valueOf(field, draft[field].trim())]))
  const parsed = slurmOptionsSchema.safeParse(written)
  if (parsed.success) return { place: { kind: 'slurm', ...parsed.data }, faults: {} }
  const faults: Partial<Record<ClusterField, string>> = {}
  for (const { path, message } of parsed.error.issues) {
    const field = clusterFields.find((name) => name === path[0])
    if (field) faults[field] ??= phrase('{setting} {fault}.', { setting: clusterFieldWords[field].label, fault: message })
  }
  return { place: null, faults }
}

/** The value of a field; of a count a number, or a text that the schema refuses. */
function valueOf(field: ClusterField, text: string): string | number {
  return clusterFieldWords[field].isCount && Number.isFinite(Number(text)) ? Number(text) : text
}
