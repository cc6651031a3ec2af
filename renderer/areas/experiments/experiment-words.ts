// An experiment that was begun in words: its state.
import { sizeWords } from '@common/experiments/size-words'
import { phrase } from '@language/phrase'
import { hasFaults, type ExperimentPart, type ExperimentRecord, type ExperimentStatus } from '@contract/experiments/experiment-record'
import type { StatusWords } from '../runs/status'

const statusWords: Readonly<Record<ExperimentStatus, StatusWords>> = {
  running: { label: phrase('Going on'), icon: 'i-lucide-play', tone: 'primary' },
  paused: { label: phrase('Paused'), icon: 'i-lucide-pause', tone: 'warning' },
  interrupted: { label: phrase('Interrupted'), icon: 'i-lucide-unplug', tone: 'error' },
  completed: { label: phrase('Complete'), icon: 'i-lucide-check', tone: 'success' },
}

/** The state of an experiment with its size; a complete one with faults says so. */
export function experimentStatus(record: ExperimentRecord | null): StatusWords {
  if (!record) return { label: phrase('Not begun'), icon: 'i-lucide-circle-dashed', tone: 'neutral' }
  const words = statusWords[record.status]
  const size = sizeWords(record)
  if (record.status === 'completed' && record.parts.some((part) => part.problem !== null || hasFaults(part))) return { label: phrase('Complete: {size}, with failures', { size }), icon: 'i-lucide-circle-alert', tone: 'warning' }
  return { ...words, label: phrase('{state}: {size}', { state: words.label, size }) }
}

export const partStatusWords: Readonly<Record<ExperimentPart['status'], StatusWords>> = {
  waiting: { label: phrase('Waiting'), icon: 'i-lucide-clock', tone: 'neutral' },
  running: { label: phrase('Going on'), icon: 'i-lucide-play', tone: 'primary' },
  paused: { label: phrase('Paused'), icon: 'i-lucide-pause', tone: 'warning' },
  interrupted: { label: phrase('Interrupted'), icon: 'i-lucide-unplug', tone: 'error' },
  completed: { label: phrase('Complete'), icon: 'i-lucide-check', tone: 'success' },
  failed: { label: phrase('Failed'), icon: 'i-lucide-circle-x', tone: 'error' },
}
