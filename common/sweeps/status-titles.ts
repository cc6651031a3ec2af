// The states of sweeps and of their points, each in a word.
import { phrase } from '@language/phrase'
import type { PointStatus, SweepStatus } from '@contract/sweeps/sweep-record'

export const pointStatusTitles: Readonly<Record<PointStatus, string>> = {
  waiting: phrase('Waiting'),
  queued: phrase('Queued'),
  running: phrase('Training § state of a run'),
  halted: phrase('Halted'),
  completed: phrase('Complete'),
  failed: phrase('Failed'),
  stopped: phrase('Stopped'),
}

export const sweepStatusTitles: Readonly<Record<SweepStatus, string>> = {
  running: phrase('Going on § state of a sweep'),
  paused: phrase('Paused'),
  interrupted: phrase('Interrupted'),
  completed: phrase('Complete'),
}
