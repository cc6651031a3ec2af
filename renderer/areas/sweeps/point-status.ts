// The states of sweeps and of their points: word, symbol and colour of each.
import type { PointStatus, SweepStatus } from '@contract/sweeps/sweep-record'
import type { StatusWords } from '../runs/status'

export const pointStatusWords: Readonly<Record<PointStatus, StatusWords>> = {
  waiting: { label: 'Waiting', icon: 'i-lucide-clock', tone: 'neutral' },
  queued: { label: 'Queued', icon: 'i-lucide-list-ordered', tone: 'neutral' },
  running: { label: 'Training', icon: 'i-lucide-play', tone: 'primary' },
  halted: { label: 'Halted', icon: 'i-lucide-scissors', tone: 'neutral' },
  completed: { label: 'Complete', icon: 'i-lucide-check', tone: 'success' },
  failed: { label: 'Failed', icon: 'i-lucide-circle-x', tone: 'error' },
  stopped: { label: 'Stopped', icon: 'i-lucide-circle-stop', tone: 'neutral' },
}

export const sweepStatusWords: Readonly<Record<SweepStatus, StatusWords>> = {
  running: { label: 'Going on', icon: 'i-lucide-play', tone: 'primary' },
  paused: { label: 'Paused', icon: 'i-lucide-pause', tone: 'warning' },
  interrupted: { label: 'Interrupted', icon: 'i-lucide-unplug', tone: 'error' },
  completed: { label: 'Complete', icon: 'i-lucide-check', tone: 'success' },
}
