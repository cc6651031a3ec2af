// The states of sweeps and of their points: word, symbol and colour of each.
import { pointStatusTitles, sweepStatusTitles } from '@common/sweeps/status-titles'
import type { PointStatus, SweepStatus } from '@contract/sweeps/sweep-record'
import type { StatusWords } from '../runs/status'

export const pointStatusWords: Readonly<Record<PointStatus, StatusWords>> = {
  waiting: { label: pointStatusTitles.waiting, icon: 'i-lucide-clock', tone: 'neutral' },
  queued: { label: pointStatusTitles.queued, icon: 'i-lucide-list-ordered', tone: 'neutral' },
  running: { label: pointStatusTitles.running, icon: 'i-lucide-play', tone: 'primary' },
  halted: { label: pointStatusTitles.halted, icon: 'i-lucide-scissors', tone: 'neutral' },
  completed: { label: pointStatusTitles.completed, icon: 'i-lucide-check', tone: 'success' },
  failed: { label: pointStatusTitles.failed, icon: 'i-lucide-circle-x', tone: 'error' },
  stopped: { label: pointStatusTitles.stopped, icon: 'i-lucide-circle-stop', tone: 'neutral' },
}

export const sweepStatusWords: Readonly<Record<SweepStatus, StatusWords>> = {
  running: { label: sweepStatusTitles.running, icon: 'i-lucide-play', tone: 'primary' },
  paused: { label: sweepStatusTitles.paused, icon: 'i-lucide-pause', tone: 'warning' },
  interrupted: { label: sweepStatusTitles.interrupted, icon: 'i-lucide-unplug', tone: 'error' },
  completed: { label: sweepStatusTitles.completed, icon: 'i-lucide-check', tone: 'success' },
}
