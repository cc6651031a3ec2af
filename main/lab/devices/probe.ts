// Tries a device in an engine process of its own: a driver that crashes, hangs or refuses costs that process and nothing else.
import { phrase } from '@language/phrase'
import type { DeviceName } from '@contract/devices/devices'
import { endOfProbe } from '@contract/engine/questions/probe'
import type { Problem } from '@contract/problem'
import type { EngineLauncher } from '../engine-process/channel'
import { EngineSession } from '../engine-process/engine-session'
import { ask, listensTo } from '../engine-process/single-question'

export interface ProbeOutcome {
  /** Why the device cannot be used; null: it computed what it should. */
  readonly problem: Problem | null
  /** The messages of the device's libraries and drivers. */
  readonly log: string
}

export interface ProbeLimits {
  /** Milliseconds that the device may take to answer; a driver that compiles its first shaders takes some seconds. */
  readonly answer: number
  /** Milliseconds that the end of the log may come later than the answer. */
  readonly log: number
}

const usualLimits: ProbeLimits = { answer: 30_000, log: 2000 }

/** @param signal ends the process early; the outcome then is a problem of no interest */
export function probe(launcher: EngineLauncher, device: DeviceName, signal: AbortSignal, limits = usualLimits): Promise<ProbeOutcome> {
  return new Promise((resolve) => {
    const decoder = new TextDecoder()
    let log = ''
    let outcome: Problem | 'works' | null = null
    let timer = setTimeout(() => {
      outcome = { code: 'device/hung', message: phrase('It did not answer within {seconds} seconds.', { seconds: limits.answer / 1000 }), remedy: '' }
      abandon()
    }, limits.answer)

    /** Answer and log arrive through different channels: waits for the later one. */
    const conclude = (answer: Problem | 'works') => {
      outcome ??= answer
      clearTimeout(timer)
      timer = setTimeout(abandon, limits.log)
      endWhenComplete()
    }
    const endWhenComplete = () => {
      if (outcome !== null && log.includes(endOfProbe)) session.end()
    }
    const deliver = (problem: Problem | null) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', abandon)
      const verdict = outcome ?? problem ?? { code: 'lab/closed', message: phrase('The lab is being closed.'), remedy: '' }
      resolve({ problem: verdict === 'works' ? null : verdict, log: log.replace(endOfProbe, '').trim() })
    }
    /** Ends the process without waiting for its end: one that is blocked in a driver's call does not end. */
    const abandon = () => {
      session.end()
      deliver(null)
    }

    const session = new EngineSession(launcher, {
      ...listensTo('probe'),
      onReady: () => {
        session.send(ask('probe', { device }))
      },
      onEvent: conclude,
      onFailed: conclude,
      onErrorOutput: (bytes) => {
        log += decoder.decode(bytes, { stream: true })
        endWhenComplete()
      },
      onEnd: deliver,
    })
    signal.addEventListener('abort', abandon)
    if (signal.aborted) abandon()
  })
}
