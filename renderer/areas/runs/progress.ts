// How far a run is, in numbers and words.
import { phrase } from '@language/phrase'
import type { ProgressPoint, RunRecord } from '@contract/runs/run-record'
import type { Evaluation } from './runs'
import { formatCount, formatDuration } from '@common/words/format'

export interface Progress {
  /** The current epoch, from 1. */
  readonly epoch: number
  readonly epochs: number
  readonly step: number
  /** Steps of the whole run; null until the engine has told the number of steps per epoch. */
  readonly steps: number | null
  /** Share of the steps that are done, 0 to 1. */
  readonly fraction: number
}

/** How far a run is. */
export function progressOf(run: RunRecord, point: ProgressPoint | null): Progress {
  const { epochs } = run.spec
  const step = point?.step ?? run.step
  const steps = run.stepsPerEpoch === null ? null : run.stepsPerEpoch * epochs
  const done = run.stepsPerEpoch === null ? 0 : step / run.stepsPerEpoch
  const epoch = Math.min(Math.max(Math.ceil(done), 1), epochs)
  return { epoch, epochs, step, steps, fraction: steps === null ? 0 : Math.min(step / steps, 1) }
}

/** The current activity of a run that has not ended, in a few words. */
export function activity(run: RunRecord, point: ProgressPoint | null, evaluation: Evaluation | null): string {
  switch (run.status) {
    case 'queued':
      return phrase('waits for the run before it')
    case 'starting':
      return phrase('reads the images and compiles the network')
    case 'paused':
      return phrase('paused; a checkpoint is kept')
    case 'running':
      if (evaluation) return phrase('tests {done} of {total} images', { done: formatCount(evaluation.done), total: formatCount(evaluation.total) })
      return point ? phrase('{time} left', { time: formatDuration(point.secondsLeft) }) : phrase('takes its first steps')
    default:
      return ''
  }
}

/** The window's title: `43 % · LeNet with ReLU – CNN Lab` while a run goes on. */
export function windowTitle(run: RunRecord | null, point: ProgressPoint | null): string {
  if (!run) return 'CNN Lab'
  return `${Math.floor(progressOf(run, point).fraction * 100)} % · ${run.title} – CNN Lab`
}
