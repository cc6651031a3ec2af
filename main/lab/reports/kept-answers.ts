// What engine processes answer for parts of reports: kept, so that a report that is made again with other words measures nothing again.
import type { QuestionAnswer, QuestionArgs, QuestionName } from '@contract/engine/questions'
import type { EngineLauncher } from '../engine-process/channel'
import { questionKey } from '../engine-process/question-key'
import { askEngine } from '../engine-process/single-question'
import { labClosed } from '../lab-closed'

/** Answers that are kept, the latest; one may hold some megabytes. */
const mostKept = 16

export class KeptAnswers {
  readonly #launcher: EngineLauncher
  readonly #closing = new AbortController()
  /** By question and arguments, in the order of asking. */
  readonly #kept = new Map<string, Promise<unknown>>()

  constructor(launcher: EngineLauncher) {
    this.#launcher = launcher
  }

  /** The answer to a question, of an engine process or of one before. @throws LabError what the engine says, or its crash */
  ask<Q extends QuestionName>(question: Q, args: QuestionArgs<Q>): Promise<QuestionAnswer<Q>> {
    const key = questionKey(question, args)
    const known = this.#kept.get(key)
    if (known) return known as Promise<QuestionAnswer<Q>> // by its key, the answer to this question
    const answer = askEngine(this.#launcher, question, args, { signal: this.#closing.signal })
    this.#kept.set(key, answer)
    answer.catch(() => {
      this.#kept.delete(key) // told to whoever asked; the next one may have more luck
    })
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest)
    return answer
  }

  /** Ends the engine processes that are still at work. */
  close(): void {
    this.#closing.abort(labClosed())
  }
}
