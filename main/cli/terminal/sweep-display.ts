// Shows on standard error how a sweep goes on: one line for each point that ends, and a bar below where that is a terminal.
import { judgedBy } from '@common/sweeps/sweep-groups'
import { pointWords } from '@common/sweeps/sweep-words'
import { formatDuration, formatLoss, formatPercent } from '@common/words/plain-format'
import { statusWords } from '@common/words/status-words'
import { phrase } from '@language/phrase'
import type { LabEvent } from '@contract/runs/events'
import { judgedFigures, type JudgedFigure } from '@contract/sweeps/strategy'
import { hasEnded, type PointStatus, type SweepPoint, type SweepSummary } from '@contract/sweeps/sweep-record'
import progress from 'cli-progress'
import { say, type Output } from './command-context'

/** Columns that the text beside the bar takes, about. */
const textWidth = 74

export class SweepDisplay {
  readonly #stderr: Output
  readonly #bar: progress.SingleBar | null
  #barIsShown = false
  #sweep: SweepSummary | null = null
  readonly #statuses = new Map<number, PointStatus>()
  /** The best point so far: its number, and its figure. */
  #best: { readonly number: number; readonly value: number } | null = null

  constructor(stderr: Output) {
    this.#stderr = stderr
    const barsize = Math.min(40, Math.max(6, (stderr.columns ?? 80) - textWidth))
    this.#bar = stderr.isTTY
      ? new progress.SingleBar({ stream: stderr, format: `${phrase('points')} [{bar}] {text}`, barCompleteChar: '=', barIncompleteChar: '-', barsize, clearOnComplete: true, hideCursor: true, linewrap: true })
      : null
  }

  show(event: LabEvent): void {
    if (event.type !== 'sweep') return
    const { sweep, points } = event
    if (!this.#sweep) this.#line(phrase('Sweep {id}: {title}, {count} points', { id: sweep.id, title: sweep.title, count: sweep.counts.total }))
    const isFirst = this.#sweep === null
    this.#sweep = sweep
    for (const point of points) {
      const before = this.#statuses.get(point.number)
      this.#statuses.set(point.number, point.status)
      this.#rank(point, judgedBy(sweep.spec))
      // What had ended before this command is told by the table at the end.
      if (!isFirst && hasEnded(point.status) && before !== point.status) this.#line(pointLine(sweep, point))
    }
    this.#draw(sweep)
  }

  /** Writes a line in place of the bar, which is drawn again below it. */
  note(text: string): void {
    this.#line(text)
  }

  /** Takes the bar off the screen. */
  close(): void {
    if (this.#barIsShown) this.#bar?.stop()
    this.#barIsShown = false
  }

  #rank({ number, figures }: SweepPoint, figure: JudgedFigure): void {
    const value = figures[figure]
    if (value === null) return
    const isBetter = this.#best === null || (judgedFigures[figure].better === 'higher' ? value > this.#best.value : value < this.#best.value)
    if (isBetter) this.#best = { number, value }
  }

  #draw({ counts, secondsLeft, spec }: SweepSummary): void {
    if (!this.#bar) return
    const ended = counts.total - counts.waiting - counts.queued - counts.running
    const text = [
      phrase('{ended}/{all}, {running} running', { ended, all: counts.total, running: counts.running }),
      ...(counts.failed > 0 ? [phrase('{count} failed', { count: counts.failed })] : []),
      ...(this.#best ? [phrase('best {figure} (point {number})', { figure: figureWords(judgedBy(spec), this.#best.value), number: this.#best.number })] : []),
      ...(secondsLeft === null || ended === counts.total ? [] : [phrase('{time} left', { time: formatDuration(secondsLeft) })]),
    ].join(phrase(', '))
    if (!this.#barIsShown) this.#bar.start(counts.total, ended, { text })
    this.#barIsShown = true
    this.#bar.setTotal(counts.total)
    this.#bar.update(ended, { text })
  }

  #line(text: string): void {
    this.close()
    say(this.#stderr, text)
  }
}

function pointLine({ counts, spec }: SweepSummary, { number, values, seed, status, figures }: SweepPoint): string {
  const figure = judgedBy(spec)
  const value = figures[figure]
  const results = [
    ...(value === null ? [] : [`${judgedFigures[figure].title} ${figureWords(figure, value)}`]),
    ...(spec.strategy.kind === 'asha' && figures.epochs !== null ? [phrase('epoch {epoch}', { epoch: figures.epochs })] : []),
    ...(figures.elapsedSeconds === null ? [] : [formatDuration(figures.elapsedSeconds)]),
    ...(status === 'completed' ? [] : [statusWords[status]]),
  ]
  const place = phrase('point {number}/{all}', { number: String(number).padStart(String(counts.total).length), all: counts.total })
  return `${place}  ${pointWords(spec, { values, seed })}${phrase(':  ')}${results.join(phrase(';  '))}`
}

const figureWords = (figure: JudgedFigure, value: number): string => (figure.endsWith('Accuracy') ? formatPercent(value) : formatLoss(value))
