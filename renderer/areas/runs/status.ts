// The states of a run: word, symbol and colour of each.
import { phrase } from '@language/phrase'
import type { RunRecord, RunStatus } from '@contract/runs/run-record'
import type { DatasetFacts } from '@common/training/used-images'
import { verdictOf, type Verdict } from '@common/conclusions/verdict'

export interface StatusWords {
  readonly label: string
  readonly icon: string
  readonly tone: 'neutral' | 'primary' | 'success' | 'warning' | 'error'
}

export const statusWords: Readonly<Record<RunStatus, StatusWords>> = {
  queued: { label: phrase('Waiting'), icon: 'i-lucide-clock', tone: 'neutral' },
  starting: { label: phrase('Starting'), icon: 'i-lucide-loader-circle', tone: 'primary' },
  running: { label: phrase('Training § state of a run'), icon: 'i-lucide-play', tone: 'primary' },
  paused: { label: phrase('Paused'), icon: 'i-lucide-pause', tone: 'warning' },
  stopped: { label: phrase('Stopped'), icon: 'i-lucide-circle-stop', tone: 'neutral' },
  completed: { label: phrase('Complete'), icon: 'i-lucide-check', tone: 'success' },
  failed: { label: phrase('Failed'), icon: 'i-lucide-circle-x', tone: 'error' },
  interrupted: { label: phrase('Interrupted'), icon: 'i-lucide-unplug', tone: 'error' },
}

/** Words for a run that is complete without success. */
const verdictWords: Readonly<Partial<Record<Verdict, StatusWords>>> = {
  guessing: { label: phrase('Learnt nothing'), icon: 'i-lucide-circle-alert', tone: 'neutral' },
  diverged: { label: phrase('Diverged'), icon: 'i-lucide-circle-alert', tone: 'neutral' },
  overfitting: { label: phrase('Overfitted'), icon: 'i-lucide-circle-alert', tone: 'neutral' },
}

/** The state of a run; for a complete one, the verdict on its results. */
export function statusOf(run: RunRecord, dataset: DatasetFacts | null): StatusWords {
  const words = statusWords[run.status]
  return run.status === 'completed' && dataset ? (verdictWords[verdictOf(run, dataset)] ?? words) : words
}
