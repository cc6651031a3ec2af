// Shows how far a run is on the app's symbol in the task bar or dock, where the platform has such a thing.
import type { BrowserWindow } from 'electron'
import type { LabEvent } from '@contract/runs/events'
import type { RunRecord } from '@contract/runs/run-record'
import type { LabUseCases } from '../lab/use-cases'

/** Steps done of all, 0 to 1; null while that is not known. */
function fractionDone(run: RunRecord): number | null {
  return run.stepsPerEpoch === null ? null : Math.min(run.step / (run.stepsPerEpoch * run.spec.epochs), 1)
}

/** Follows the lab until the window is closed. */
export function showTaskbarProgress(window: BrowserWindow, lab: LabUseCases): void {
  let current: RunRecord | null = null

  const show = (event: LabEvent): void => {
    if (event.type === 'progress' && current?.id === event.runId) current = { ...current, step: event.point.step }
    else if (event.type === 'run') current = event.run
    else return
    const fraction = fractionDone(current)
    if (fraction !== null && current.status === 'running') window.setProgressBar(fraction)
    else if (fraction !== null && current.status === 'paused') window.setProgressBar(fraction, { mode: 'paused' })
    else if (current.status !== 'queued') window.setProgressBar(-1)
  }

  const unsubscribe = lab.onEvent(show)
  window.once('closed', unsubscribe)
}
