// Shows on standard error how an experiment goes on: its sweeps as `cnn-lab sweep` does, and a line for each point of an analysis.
import type { Experiment } from '@common/experiments/experiment'
import { phrase } from '@language/phrase'
import type { ExperimentRecord } from '@contract/experiments/experiment-record'
import type { LabEvent } from '@contract/runs/events'
import { say, type Output } from './command-context'
import { SweepDisplay } from './sweep-display'

export class ExperimentDisplay {
  readonly #stderr: Output
  readonly #parts: Experiment['parts']
  #sweep: { readonly id: string; readonly display: SweepDisplay } | null = null
  /** Points of analyses that were told, by part. */
  readonly #told = new Map<string, number>()

  constructor(stderr: Output, { parts }: Pick<Experiment, 'parts'>) {
    this.#stderr = stderr
    this.#parts = parts
  }

  show(event: LabEvent): void {
    if (event.type === 'experiment') this.#showAnalyses(event.experiment)
    if (event.type !== 'sweep') return
    if (this.#sweep?.id !== event.sweep.id) {
      this.close()
      this.#sweep = { id: event.sweep.id, display: new SweepDisplay(this.#stderr) }
    }
    this.#sweep.display.show(event)
  }

  /** Writes a line in place of the bar, which is drawn again below it. */
  note(text: string): void {
    if (this.#sweep) this.#sweep.display.note(text)
    else say(this.#stderr, text)
  }

  /** Takes the bar off the screen. */
  close(): void {
    this.#sweep?.display.close()
    this.#sweep = null
  }

  #showAnalyses({ parts }: ExperimentRecord): void {
    for (const { name, work, counts } of parts) {
      const ended = counts.completed + counts.failed
      if (work.kind !== 'analysis' || ended === (this.#told.get(name) ?? 0)) continue
      this.#told.set(name, ended)
      const title = this.#parts.find((part) => part.name === name)?.title ?? name
      this.note(counts.failed > 0 ? phrase('{part}: {ended}/{all}, {failed} failed', { part: title, ended, all: counts.total, failed: counts.failed }) : phrase('{part}: {ended}/{all}', { part: title, ended, all: counts.total }))
    }
  }
}
