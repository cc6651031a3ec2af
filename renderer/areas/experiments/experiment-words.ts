// An experiment that was begun in words: its state.
import { experimentSizeTitles } from '@contract/experiments/experiment-names'
import { hasFaults, type ExperimentPart, type ExperimentRecord, type ExperimentStatus } from '@contract/experiments/experiment-record'
import type { StatusWords } from '../runs/status'

const statusWords: Readonly<Record<ExperimentStatus, StatusWords>> = {
  running: { label: 'Going on', icon: 'i-lucide-play', tone: 'primary' },
  paused: { label: 'Paused', icon: 'i-lucide-pause', tone: 'warning' },
  interrupted: { label: 'Interrupted', icon: 'i-lucide-unplug', tone: 'error' },
  completed: { label: 'Complete', icon: 'i-lucide-check', tone: 'success' },
}

/** The state of an experiment with its size; a complete one with faults says so. */
export function experimentStatus(record: ExperimentRecord | null): StatusWords {
  if (!record) return { label: 'Not begun', icon: 'i-lucide-circle-dashed', tone: 'neutral' }
  const words = statusWords[record.status]
  const size = record.isChanged ? `${experimentSizeTitles[record.size]}, changed` : experimentSizeTitles[record.size]
  if (record.status === 'completed' && record.parts.some((part) => part.problem !== null || hasFaults(part))) return { label: `Complete: ${size}, with failures`, icon: 'i-lucide-circle-alert', tone: 'warning' }
  return { ...words, label: `${words.label}: ${size}` }
}

export const partStatusWords: Readonly<Record<ExperimentPart['status'], StatusWords>> = {
  waiting: { label: 'Waiting', icon: 'i-lucide-clock', tone: 'neutral' },
  running: { label: 'Going on', icon: 'i-lucide-play', tone: 'primary' },
  paused: { label: 'Paused', icon: 'i-lucide-pause', tone: 'warning' },
  interrupted: { label: 'Interrupted', icon: 'i-lucide-unplug', tone: 'error' },
  completed: { label: 'Complete', icon: 'i-lucide-check', tone: 'success' },
  failed: { label: 'Failed', icon: 'i-lucide-circle-x', tone: 'error' },
}
