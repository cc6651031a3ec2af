// Shows on standard error how a run goes on: a bar where that is a terminal, and in any case one line an epoch.
import type { LabEvent } from '@contract/events'
import type { RunRecord } from '@contract/run-record'
import progress from 'cli-progress'
import { deviceWords } from '../lab/reports/memory'
import { bytes, count, counted, duration, loss, percent, rate } from '../lab/reports/wording'
import { specLine } from './run-tables'
import { say, type Output } from './surroundings'

/** What stands beside the bar needs about so many columns. */
const textWidth = 74

export class ProgressDisplay {
  readonly #stderr: Output
  readonly #bar: progress.SingleBar | null
  #run: RunRecord | null = null
  #barIsShown = false

  constructor(stderr: Output) {
    this.#stderr = stderr
    this.#bar = stderr.isTTY
      ? new progress.SingleBar({
          stream: stderr,
          format: '{phase} [{bar}] {text}',
          barCompleteChar: '=',
          barIncompleteChar: '-',
          barsize: Math.min(40, Math.max(6, (stderr.columns ?? 80) - textWidth)),
          clearOnComplete: true,
          hideCursor: true,
          linewrap: true,
        })
      : null
  }

  show(event: LabEvent): void {
    switch (event.type) {
      case 'run':
        this.#showRun(event.run)
        break
      case 'progress': {
        const { step, runningLoss, runningAccuracy, imagesPerSecond, secondsLeft, deviceBytes, deviceUtilization } = event.point
        const steps = this.#run?.stepsPerEpoch ?? step
        const ofEpoch = ((step - 1) % steps) + 1
        const results = `loss ${loss(runningLoss)}, acc. ${percent(runningAccuracy)}`
        const pace = `${duration(secondsLeft)} left, ${rate(imagesPerSecond)} images/s`
        const gpu = [...(deviceBytes === null ? [] : [`${bytes(deviceBytes)} on the GPU`]), ...(deviceUtilization === null ? [] : [`${Math.round(100 * deviceUtilization)} % busy`])]
        this.#draw(this.#epochTitle(Math.ceil(step / steps)), ofEpoch, steps, [results, pace, ...gpu].join(', '))
        break
      }
      case 'evaluating':
        this.#draw('testing    ', event.done, event.total, `${count(event.done)} of ${counted(event.total, 'image')}`)
        break
      case 'epoch': {
        const { epoch, trainLoss, trainAccuracy, testLoss, testAccuracy, imagesPerSecond, seconds } = event.result
        const train = `train loss ${loss(trainLoss)}, accuracy ${percent(trainAccuracy)}`
        const test = `test loss ${loss(testLoss)}, accuracy ${percent(testAccuracy)}`
        this.#line(`${this.#epochTitle(epoch)}  ${train};  ${test};  ${rate(imagesPerSecond)} images/s;  ${duration(seconds)}`)
        break
      }
      case 'removed':
        break
    }
  }

  /** Takes the bar off the screen. */
  close(): void {
    if (this.#barIsShown) this.#bar?.stop()
    this.#barIsShown = false
  }

  /** A line of its own, above which no bar is left behind. */
  note(text: string): void {
    this.#line(text)
  }

  #showRun(run: RunRecord): void {
    const before = this.#run
    this.#run = run
    if (before?.status === run.status) return
    if (run.status === 'starting') {
      this.#line(`Run ${run.id}: ${specLine(run.spec)}`)
    } else if (run.status === 'running' && before?.status === 'starting') {
      const facts = [counted(run.parameters ?? 0, 'parameter'), `${counted(run.stepsPerEpoch ?? 0, 'step')} an epoch`]
      this.#line(`${facts.join(', ')}, on ${deviceWords(run)}`)
      if (run.notice !== null) this.#line(run.notice)
      else if (run.step > 0) this.#line(`Goes on from step ${count(run.step)}.`)
    }
  }

  #epochTitle(epoch: number): string {
    const of = String(this.#run?.spec.epochs ?? epoch)
    return `epoch ${String(epoch).padStart(of.length)}/${of}`
  }

  #draw(phase: string, value: number, total: number, text: string): void {
    if (this.#bar === null) return
    if (this.#barIsShown) this.#bar.setTotal(total)
    else this.#bar.start(total, value, { phase, text })
    this.#barIsShown = true
    this.#bar.update(value, { phase, text })
  }

  #line(text: string): void {
    this.close()
    say(this.#stderr, text)
  }
}
