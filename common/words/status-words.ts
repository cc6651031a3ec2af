// The states of runs, sweeps, their points and experiments, in brackets behind a sentence: `Run lenet-3 is not complete (paused).`
import { phrase } from '@language/phrase'
import type { RunStatus } from '@contract/runs/run-record'
import type { PointStatus } from '@contract/sweeps/sweep-record'

export const statusWords: Readonly<Record<RunStatus | PointStatus, string>> = {
  waiting: phrase('waiting § state of a run'),
  queued: phrase('queued § state of a run'),
  starting: phrase('starting § state of a run'),
  running: phrase('running § state of a run'),
  paused: phrase('paused § state of a run'),
  halted: phrase('halted § state of a point of a sweep'),
  completed: phrase('completed § state of a run'),
  stopped: phrase('stopped § state of a run'),
  failed: phrase('failed § state of a run'),
  interrupted: phrase('interrupted § state of a run'),
}
