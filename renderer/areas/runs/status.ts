// What the states of a run are called, and how each looks in a list.
import type { RunRecord, RunStatus } from '@contract/runs/run-record'
import { isGuessing, type Classes } from '@common/conclusions/guessing'

export interface StatusWords {
  readonly label: string
  readonly icon: string
  readonly tone: 'neutral' | 'primary' | 'success' | 'warning' | 'error'
}

export const statusWords: Readonly<Record<RunStatus, StatusWords>> = {
  queued: { label: 'Waiting', icon: 'i-lucide-clock', tone: 'neutral' },
  starting: { label: 'Starting', icon: 'i-lucide-loader-circle', tone: 'primary' },
  running: { label: 'Training', icon: 'i-lucide-play', tone: 'primary' },
  paused: { label: 'Paused', icon: 'i-lucide-pause', tone: 'warning' },
  stopped: { label: 'Stopped', icon: 'i-lucide-square', tone: 'neutral' },
  completed: { label: 'Complete', icon: 'i-lucide-check', tone: 'success' },
  failed: { label: 'Failed', icon: 'i-lucide-circle-x', tone: 'error' },
  interrupted: { label: 'Interrupted', icon: 'i-lucide-unplug', tone: 'error' },
}

/** The state of a run; one that is complete and learnt nothing is no success. */
export function statusOf(run: RunRecord, dataset: Classes | null): StatusWords {
  const words = statusWords[run.status]
  return run.status === 'completed' && dataset && isGuessing(run, dataset) ? { ...words, icon: 'i-lucide-circle-alert', tone: 'neutral' } : words
}
