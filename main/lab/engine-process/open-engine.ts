// One engine process that stays open between questions, so that the next one finds its network open; it is asked one question after another.
import { phrase } from '@language/phrase'
import { answeringSchema, answerSchema, type Ask } from '@contract/engine/engine-messages'
import { questions, type QuestionAnswer, type QuestionArgs, type QuestionName } from '@contract/engine/questions'
import { faultsOf } from '@contract/issue-words'
import { fromProblem, LabError, type Problem } from '@contract/problem'
import { z } from 'zod'
import { labClosed } from '../lab-closed'
import { Waiters } from '../runs/supervisor/waiters'
import type { EngineLauncher } from './channel'
import { EngineSession } from './engine-session'
import { ask } from './single-question'

type Words = Pick<(typeof questions)[QuestionName], 'doing' | 'remedy'>

/** Of a process that was asked nothing. */
const idleWords: Words = { doing: phrase('waiting for a question'), remedy: phrase('Try again.') }

export interface OpenEngineOptions {
  /** Milliseconds after which a process without questions is ended: it holds the memory of what it has opened. */
  readonly patience: number
  /** See {@link SessionListener}. */
  readonly isInBackground?: boolean
}

interface OpenQuestion {
  readonly command: Ask
  /** Checks a message of the process; where it is the answer, gives the function that hands it over, and where it tells progress, null. */
  readonly message: z.ZodType<(() => void) | null>
  /** A newer question of the same subject takes the place of this one while it waits; null: none does. */
  readonly subject: string | null
  readonly answer: Promise<unknown>
  readonly asker: { readonly reject: (error: Error) => void }
}

export class OpenEngine {
  readonly #launcher: EngineLauncher
  readonly #options: OpenEngineOptions
  /** Questions without an answer; the first one is with the process, as soon as that is ready. */
  #open: OpenQuestion[] = []
  #session: EngineSession<(() => void) | null> | null = null
  #ready = false
  /** When the question that is with the process was asked, in milliseconds. */
  #asked = 0
  #closed = false
  #idleTimer: NodeJS.Timeout | null = null

  constructor(launcher: EngineLauncher, options: OpenEngineOptions) {
    this.#launcher = launcher
    this.#options = options
  }

  /**
   * Asks when all questions before are answered.
   * @param subject where a question of the same subject waits, this one takes its place, and that one is rejected with `inspection/replaced`
   * @throws LabError what the engine says, or its crash, which costs this question alone; `inspection/replaced`, `engine/withdrawn`, `lab/closed`
   */
  ask<Q extends QuestionName>(question: Q, args: QuestionArgs<Q>, subject: string | null = null): Promise<QuestionAnswer<Q>> {
    if (this.#closed) return Promise.reject(labClosed())
    const asker = new Waiters<QuestionAnswer<Q>>()
    const answer = asker.wait()
    const answered = answerSchema(question).transform((value) => () => {
      asker.resolve(value)
    })
    this.#add({ command: ask(question, args), message: z.union([answered, answeringSchema.transform(() => null)]), subject, answer, asker })
    return answer
  }

  /** Takes out a question that the process has not begun, which is rejected then. @param answer as `ask` has returned it @returns whether it was taken out */
  withdraw(answer: Promise<unknown>): boolean {
    const place = this.#open.findIndex(({ answer: other }) => other === answer)
    if (place < 0 || this.#isWithProcess(place)) return false
    this.#open.splice(place, 1)[0]?.asker.reject(new LabError('engine/withdrawn', phrase('Nobody waits for the answer any more.'), phrase('Ask again.')))
    return true
  }

  /**
   * Ends the process where the question that it answers has taken longer: that question is rejected with the error, the others are asked of the next process.
   * @param limit milliseconds
   * @returns whether there was such a question
   */
  interrupt(limit: number, error: Error): boolean {
    if (!this.#ready || this.#open.length === 0 || performance.now() - this.#asked < limit) return false
    this.#open.shift()?.asker.reject(error)
    this.#endSession()
    if (this.#open.length > 0) this.#start()
    return true
  }

  /** Ends the process; open questions are rejected with `lab/closed`. */
  close(): void {
    this.#closed = true
    this.#rest()
  }

  #add(question: OpenQuestion): void {
    this.#cancelIdleTimer()
    const replaced = question.subject === null ? -1 : this.#open.findIndex(({ subject }, place) => subject === question.subject && !this.#isWithProcess(place))
    if (replaced >= 0) {
      this.#open.splice(replaced, 1, question)[0]?.asker.reject(new LabError('inspection/replaced', phrase('A newer question took the place of this one.'), phrase('Ask again.')))
      return
    }
    this.#open.push(question)
    if (this.#session === null) this.#start()
    else if (this.#ready && this.#open.length === 1) this.#sendFirst()
  }

  #isWithProcess(place: number): boolean {
    return place === 0 && this.#ready
  }

  #start(): void {
    this.#ready = false
    const first = (): OpenQuestion | undefined => this.#open[0]
    const words = (): Words => {
      const question = first()?.command.question
      return question === undefined ? idleWords : questions[question]
    }
    const session = new EngineSession<(() => void) | null>(this.#launcher, {
      get doing() {
        return words().doing
      },
      get remedy() {
        return words().remedy
      },
      isInBackground: this.#options.isInBackground ?? false,
      // What is expected depends on the question that is with the process.
      events: z.unknown().transform((message, context) => {
        const checked = first()?.message.safeParse(message)
        if (checked?.success) return checked.data
        context.addIssue(checked ? faultsOf(checked.error) : phrase('nothing was asked'))
        return z.NEVER
      }),
      onReady: () => {
        this.#ready = true
        this.#sendFirst()
      },
      onEvent: (handOver) => {
        if (!handOver) return
        this.#open.shift()
        handOver()
        this.#sendFirst()
      },
      onFailed: (problem) => {
        this.#open.shift()?.asker.reject(fromProblem(problem))
        this.#sendFirst()
      },
      onEnd: (problem) => {
        if (this.#session === session) this.#goOnAfter(problem)
      },
    })
    this.#session = session
  }

  #sendFirst(): void {
    const [first] = this.#open
    if (first) {
      this.#asked = performance.now()
      this.#session?.send(first.command)
      return
    }
    this.#cancelIdleTimer()
    this.#idleTimer = setTimeout(() => {
      this.#rest()
    }, this.#options.patience)
    this.#idleTimer.unref()
  }

  /** The process is gone, though nobody has ended it: the question that it had fails, the others are for the next process. */
  #goOnAfter(problem: Problem | null): void {
    this.#session = null
    this.#cancelIdleTimer()
    this.#open.shift()?.asker.reject(problem ? fromProblem(problem) : labClosed())
    if (this.#open.length > 0) this.#start()
  }

  #rest(): void {
    this.#cancelIdleTimer()
    this.#endSession()
    for (const { asker } of this.#open) asker.reject(labClosed())
    this.#open = []
  }

  #endSession(): void {
    const session = this.#session
    this.#session = null // first, so that its end is known to be no crash
    session?.end()
  }

  #cancelIdleTimer(): void {
    if (this.#idleTimer !== null) clearTimeout(this.#idleTimer)
    this.#idleTimer = null
  }
}
