// What the engine process writes into the log of its work: each transition of a run, and the beginning and end of each question.
import type { RunEvent } from '@contract/engine/run-events'
import { toProblem } from '@contract/problem'
import { log, type LogFacts } from '../log/log'

interface Transition {
  readonly event: string
  readonly facts?: LogFacts
}

/** What each event of a run means for the log; null: nothing, it is one of many. */
const transitionOf: { readonly [T in RunEvent['type']]: (event: Extract<RunEvent, { type: T }>) => Transition | null } = {
  started: ({ device, threads, from, notice }) => ({ event: 'prepared', facts: { device, threads, fromStep: from?.step ?? 0, notice } }),
  progress: () => null,
  evaluating: () => null,
  epoch: ({ result: { epoch, seconds } }) => ({ event: 'epoch ended', facts: { epoch, seconds } }),
  checkpoint: ({ checkpoint: { folder, epoch, step } }) => ({ event: 'checkpoint written', facts: { checkpoint: folder, epoch, step } }),
  paused: () => ({ event: 'paused' }),
  resumed: () => ({ event: 'resumed' }),
  stopped: ({ peakRssBytes }) => ({ event: 'stopped', facts: { peakRssBytes } }),
  completed: ({ peakRssBytes, notice }) => ({ event: 'ended', facts: { peakRssBytes, notice } }),
}

/** Passes a run's events on, and writes its transitions down, each before it is told. @param run id of the run */
export function withLog(run: string, emit: (event: RunEvent) => void): (event: RunEvent) => void {
  let trains = false
  return (event) => {
    if (event.type === 'progress' && !trains) {
      trains = true
      log('info', 'training', 'training begun', { run, step: event.point.step })
    }
    const transition = (transitionOf[event.type] as (event: RunEvent) => Transition | null)(event)
    if (transition) log('info', 'training', transition.event, { run, ...transition.facts })
    emit(event)
  }
}

/** Does a piece of work, and writes down that it begins, and how it ends. @throws what the work throws */
export async function logged<T>(area: string, facts: LogFacts, work: () => Promise<T>): Promise<T> {
  const start = performance.now()
  const milliseconds = (): number => Math.round(performance.now() - start)
  log('info', area, 'begun', facts)
  try {
    const result = await work()
    log('info', area, 'done', { ...facts, milliseconds: milliseconds() })
    return result
  } catch (error) {
    const { code, message } = toProblem(error)
    log('error', area, 'failed', { ...facts, code, message, milliseconds: milliseconds() })
    throw error
  }
}
