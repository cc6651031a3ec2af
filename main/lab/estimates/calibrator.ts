// Measures the cost of networks by a few real steps, one network at a time, each in an engine process of its own.
import { phrase } from '@language/phrase'
import type { DeviceName } from '@contract/devices/devices'
import type { QuestionAnswer } from '@contract/engine/questions'
import { fromProblem, LabError } from '@contract/problem'
import type { RunSpec } from '@contract/training/run-spec'
import type { EngineLauncher } from '../engine-process/channel'
import { EngineSession } from '../engine-process/engine-session'
import { ask, listensTo } from '../engine-process/single-question'
import { Waiters } from '../runs/supervisor/waiters'

/** What a measurement yields. */
export type MeasuredCalibration = QuestionAnswer<'calibrate'>

/** A calibration that runs or waits; its answer is null where something more urgent took precedence. */
interface Measurement {
  /** Requests with the same key share the measurement; null once it is answered, while its process still ends. */
  key: string | null
  readonly spec: RunSpec
  readonly device: DeviceName
  /** Milliseconds that the measurement may take; null: any number. */
  readonly limit: number | null
  readonly answer: Waiters<MeasuredCalibration | null>
}

export class Calibrator {
  readonly #launcher: EngineLauncher
  /** Holds networks from files. */
  readonly #networkFolder: string
  #current: (Measurement & { readonly session: EngineSession<MeasuredCalibration> }) | null = null
  /** At most one waits: who asks for another network has lost interest in the one before. */
  #next: Measurement | null = null

  constructor(launcher: EngineLauncher, networkFolder: string) {
    this.#launcher = launcher
    this.#networkFolder = networkFolder
  }

  /**
   * Measures a spec's network at its batch size on a device. Requests under the same key share one measurement.
   * @param limit milliseconds that it may take, once its turn has come; null: any number
   * @returns null where another request or a run took precedence
   * @throws LabError what the engine says, or its crash (e.g. out of memory); `device/hung` where the limit is over
   */
  async measure(key: string, spec: RunSpec, device: DeviceName, limit: number | null): Promise<MeasuredCalibration | null> {
    for (const same of [this.#current, this.#next]) {
      if (same?.key === key) return same.answer.wait()
    }
    const measurement: Measurement = { key, spec, device, limit, answer: new Waiters() }
    const answer = measurement.answer.wait()
    this.#next?.answer.resolve(null)
    this.#next = measurement
    if (this.#current === null) this.#advance()
    return answer
  }

  /** Ends what is being measured: a run needs the processor, or the lab is being closed. */
  interrupt(): void {
    this.#next?.answer.resolve(null)
    this.#next = null
    if (this.#current === null) return
    this.#current.key = null
    this.#current.answer.resolve(null)
    this.#current.session.end()
  }

  #advance(): void {
    const measurement = this.#next
    this.#next = null
    if (measurement === null) return
    const { spec, device, limit, answer } = measurement
    const close = () => {
      if (this.#current) this.#current.key = null
      session.end()
    }
    const session = new EngineSession(this.#launcher, {
      ...listensTo('calibrate'),
      onReady: () => {
        session.send(ask('calibrate', { spec, device, networkFolder: this.#networkFolder }))
      },
      onEvent: (calibration) => {
        answer.resolve(calibration)
        close()
      },
      onFailed: (problem) => {
        answer.reject(fromProblem(problem))
        close()
      },
      onEnd: (problem) => {
        if (timer !== null) clearTimeout(timer)
        if (problem) answer.reject(fromProblem(problem))
        this.#current = null
        this.#advance()
      },
    })
    const timer = limit === null ? null : setTimeout(() => {
      answer.reject(hungError(limit))
      close()
    }, limit)
    this.#current = { ...measurement, session }
  }
}

function hungError(limit: number): LabError {
  const message = phrase('The device did not finish a few steps of this network within {seconds} seconds.', { seconds: limit / 1000 })
  return new LabError('device/hung', message, phrase('Train on another device, or try a smaller batch size.'))
}
