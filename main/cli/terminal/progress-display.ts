// Shows on standard error how a run goes on: a bar where that is a terminal, and in any case one line an epoch.
import { formatBytes, formatCount, formatCounted, formatDuration, formatLoss, formatPercent, formatRate } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import type { LabEvent } from '@contract/runs/events'
import { heldOut } from '@contract/runs/held-out'
import type { RunRecord } from '@contract/runs/run-record'
import progress from 'cli-progress'
import { deviceWords } from '@common/words/run-facts'
import { specLine } from '@common/words/spec-line'
import { datasetInfo } from '../../data/catalogue'
import { say, type Output } from './command-context'
import { displayWidth } from '@common/words/wide-letters'
import { padded } from './text-width'

/** Columns that the text beside the bar takes, about. */
const textWidth = 74

/** On terminals with fewer columns the words take the place of the bar. */
const leastWidth = 60

export class ProgressDisplay {
  readonly #stderr: Output
  readonly #bar: progress.SingleBar | null
  #run: RunRecord | null = null
  #barIsShown = false
  #stopping = false
  #epochsTold = 0
  /** Columns of the bar with what stands round it. */
  readonly #barWidth: number

  constructor(stderr: Output) {
    this.#stderr = stderr
    const columns = stderr.columns ?? 80
    const barsize = Math.min(40, Math.max(6, columns - textWidth))
    const isNarrow = columns < leastWidth
    this.#barWidth = isNarrow ? 1 : barsize + 4
    this.#bar = stderr.isTTY
      ? new progress.SingleBar({
          stream: stderr,
          format: isNarrow ? '{phase} {text}' : '{phase} [{bar}] {text}',
          barCompleteChar: '=',
          barIncompleteChar: '-',
          barsize,
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
        const gpu = [...(deviceBytes === null ? [] : [phrase('{memory} on the GPU', { memory: formatBytes(deviceBytes) })]), ...(deviceUtilization === null ? [] : [phrase('{percent} % busy', { percent: Math.round(100 * deviceUtilization) })])]
        this.#draw(this.#epochTitle(Math.ceil(step / steps)), ofEpoch, steps, [
          { text: phrase('loss {loss}', { loss: formatLoss(runningLoss) }), worth: 5 },
          { text: phrase('acc. {accuracy}', { accuracy: formatPercent(runningAccuracy) }), worth: 3 },
          { text: this.#stopping ? phrase('stopping') : phrase('{time} left', { time: formatDuration(secondsLeft) }), worth: 4 },
          { text: phrase('{rate} images/s', { rate: formatRate(imagesPerSecond) }), worth: 2 },
          ...gpu.map((text) => ({ text, worth: 1 })),
        ])
        break
      }
      case 'evaluating':
        this.#draw(padded(phrase('testing'), 11), event.done, event.total, [
          { text: phrase('{done} of {all}', { done: formatCount(event.done), all: formatCounted(event.total, 'image') }), worth: 2 },
          ...(this.#stopping ? [{ text: phrase('stopping'), worth: 1 }] : []),
        ])
        break
      case 'epoch': {
        this.#epochsTold += 1
        const { epoch, trainLoss, trainAccuracy, imagesPerSecond, seconds } = event.result
        const { loss, accuracy } = heldOut(event.result)
        const train = phrase('train loss {loss}, accuracy {accuracy}', { loss: formatLoss(trainLoss), accuracy: formatPercent(trainAccuracy) })
        const judged = phrase('testLoss' in event.result ? 'test loss {loss}, accuracy {accuracy}' : 'validation loss {loss}, accuracy {accuracy}', { loss: formatLoss(loss), accuracy: formatPercent(accuracy) })
        this.#line(`${this.#epochTitle(epoch)}  ${[train, judged, phrase('{rate} images/s', { rate: formatRate(imagesPerSecond) }), formatDuration(seconds)].join(phrase(';  '))}`)
        break
      }
      case 'evaluation-progress':
      case 'inspection-progress':
      case 'verifying':
      case 'removed':
      case 'run-table':
      case 'own-networks':
      case 'network-file':
      case 'datasets':
      case 'import-progress':
      case 'download-progress':
      case 'near-duplicates-progress':
      case 'queue':
      case 'sweep':
      case 'sweep-removed':
      case 'experiment':
      case 'experiment-removed':
      case 'evaluated':
      case 'label-corrections':
        break
    }
  }

  /** Number of epochs that were shown with a line. */
  get epochsTold(): number {
    return this.#epochsTold
  }

  /** From now on the bar shows `stopping` in place of the time left. */
  stopping(): void {
    this.#stopping = true
  }

  /** Takes the bar off the screen. */
  close(): void {
    if (this.#barIsShown) this.#bar?.stop()
    this.#barIsShown = false
  }

  /** Writes a line in place of the bar, which is drawn again below it. */
  note(text: string): void {
    this.#line(text)
  }

  #showRun(run: RunRecord): void {
    const before = this.#run
    this.#run = run
    if (before?.status === run.status) return
    if (run.status === 'starting') {
      this.#line(phrase('Run {id}: {settings}', { id: run.id, settings: specLine(run.spec, datasetInfo(run.spec.dataset.id), 'terminal') }))
    } else if (run.status === 'running' && before?.status === 'starting') {
      const facts = [formatCounted(run.parameters ?? 0, 'parameter'), phrase('{steps} an epoch', { steps: formatCounted(run.stepsPerEpoch ?? 0, 'step') })]
      this.#line(phrase('{facts}, on {device}', { facts: facts.join(phrase(', ')), device: deviceWords(run) }))
      const news = run.notice?.slice(before.notice?.length ?? 0).trim() ?? '' // without what was shown before
      if (news !== '') this.#line(news)
      else if (run.step > 0) this.#line(phrase('Goes on from step {step}.', { step: formatCount(run.step) }))
    }
  }

  #epochTitle(epoch: number): string {
    const of = String(this.#run?.spec.epochs ?? epoch)
    return phrase('epoch {epoch}/{all}', { epoch: String(epoch).padStart(of.length), all: of })
  }

  #draw(phase: string, value: number, total: number, parts: readonly Part[]): void {
    if (this.#bar === null) return
    const text = fitting(parts, (this.#stderr.columns ?? 80) - displayWidth(phase) - this.#barWidth - 1)
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

/** A part of the text beside the bar, and its worth to the reader. */
interface Part {
  readonly text: string
  readonly worth: number
}

/** The parts in their order, without those of least worth where the room is too small. */
function fitting(parts: readonly Part[], room: number): string {
  const text = parts.map((part) => part.text).join(phrase(', '))
  if (displayWidth(text) <= room || parts.length === 1) return text
  const least = Math.min(...parts.map(({ worth }) => worth))
  return fitting(parts.filter((_, index) => index !== parts.findLastIndex(({ worth }) => worth === least)), room)
}
