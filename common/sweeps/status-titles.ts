// The states of sweeps and of their points, each in a word.
import { phrase } from '@language/phrase'
import type { PointStatus, SweepStatus } from '@contract/sweeps/sweep-record'

export const pointStatusTitles: Readonly<Record<PointStatus, string>> = {
  waiting: 'Waiting',
  queued: 'Queued',
  running: 'Training',
  halted: 'Halted',
  completed: 'Complete',
  failed: 'Failed',
  stopped: 'Stopped',
}

export const sweepStatusTitles: Readonly<Record<SweepStatus, string>> = {
  running: phrase('Going on'),
  paused: 'Paused',
  interrupted: 'Interrupted',
  completed: 'Complete',
}
