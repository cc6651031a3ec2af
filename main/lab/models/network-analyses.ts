// Analyses of networks: made here where the settings describe all layers, asked of an engine process where a file does.
import { answerSchema, type EngineCommand } from '@contract/engine/engine-messages'
import { questions } from '@contract/engine/questions'
import { plainAnalysis, type NetworkAnalysis, type NetworkQuestion } from '@contract/models/network-analysis'
import { fromProblem, LabError, type Problem } from '@contract/problem'
import { z } from 'zod'
import type { EngineLauncher } from '../engine-process/channel'
import { EngineSession } from '../engine-process/engine-session'
import { ask } from '../engine-process/single-question'
import { labClosed } from '../lab-closed'
import { Waiters } from '../runs/supervisor/waiters'

/** Channels, height, width. */
export type InputShape = readonly [number, number, number]

/** Milliseconds after which an engine process without questions is ended. */
const idleLimit = 60_000

/** Analyses of networks from files that are remembered; the form asks for one at each size that is typed. */
const mostRemembered = 64

interface Question {
  readonly command: EngineCommand
  readonly answer: Waiters<NetworkAnalysis>
  /** Identifies the question; null: its answer is not remembered. */
  readonly key: string | null
  /** Callers that still want the answer. */
  askers: number
}

export class NetworkAnalyses {
  readonly #launcher: EngineLauncher
  /** Holds networks from files. */
  readonly #networkFolder: string
  /** The analyses that were asked for last, by what was asked, the newest last. They never change. */
  readonly #known = new Map<string, NetworkAnalysis>()
  /** Questions without an answer; the first one is with the engine. */
  #open: Question[] = []
  #session: EngineSession<NetworkAnalysis> | null = null
  #ready = false
  #closed = false
  #idleTimer: NodeJS.Timeout | null = null

  constructor(launcher: EngineLauncher, networkFolder: string) {
    this.#launcher = launcher
    this.#networkFolder = networkFolder
  }

  /**
   * The analysis of a network.
   * @param signal ends the caller's wait; a question that nobody waits for is withdrawn, unless the engine has begun it
   * @throws LabError why the network cannot be built; what the engine says, or its crash
   */
  async of(question: NetworkQuestion, signal?: AbortSignal): Promise<NetworkAnalysis> {
    if (this.#closed) throw labClosed()
    const { network, input, classes, batchSize, settings } = question
    if (network.kind !== 'file') {
      // Most commands of the command line build no network, and start sooner without the modules that do.
      const { analyzeListed } = await import('./listed-analyses')
      return analyzeListed(network, [batchSize, ...input], classes, settings)
    }
    if (classes === null) throw new Error('the analysis of a file needs the number of classes')
    const key = JSON.stringify(question)
    const known = this.#known.get(key)
    if (known) return this.#remember(key, known)
    const asked = this.#open.find((open) => open.key === key)
    const command = ask('summarize', { network, networkFolder: this.#networkFolder, input, classes, batchSize, settings })
    return this.#answer(asked ?? this.#add(command, key), signal)
  }

  /**
   * The analysis of an ONNX file; not remembered, as the file may change.
   * @param path absolute
   * @param input null: as the file says
   * @throws LabError what the engine says, or its crash
   */
  async ofFile(path: string, input: InputShape | null, batchSize: number, settings = plainAnalysis): Promise<NetworkAnalysis> {
    if (this.#closed) throw labClosed()
    return this.#answer(this.#add(ask('summarizeFile', { path, input: input && [...input], batchSize, settings }), null))
  }

  /** Ends the engine process; open questions are rejected. */
  close(): void {
    this.#closed = true
    this.#cancelIdleTimer()
    this.#session?.end()
  }

  #add(command: EngineCommand, key: string | null): Question {
    const question = { command, answer: new Waiters<NetworkAnalysis>(), key, askers: 0 }
    this.#open.push(question)
    this.#cancelIdleTimer()
    if (this.#session === null) this.#start()
    else if (this.#ready && this.#open.length === 1) this.#sendFirst()
    return question
  }

  #answer(question: Question, signal?: AbortSignal): Promise<NetworkAnalysis> {
    question.askers += 1
    return new Promise((resolve, reject) => {
      question.answer.wait().then(resolve, reject)
      signal?.addEventListener('abort', () => {
        question.askers -= 1
        if (question.askers === 0) this.#withdraw(question)
        reject(new LabError('network/superseded', 'Another question took the place of this one.', 'Ask again.'))
      })
    })
  }

  /** Takes out a question that the engine has not begun. */
  #withdraw(question: Question): void {
    const place = this.#open.indexOf(question)
    if (place > 0 || (place === 0 && !this.#ready)) this.#open.splice(place, 1)
  }

  #remember(key: string, analysis: NetworkAnalysis): NetworkAnalysis {
    this.#known.delete(key)
    this.#known.set(key, analysis)
    for (const oldest of [...this.#known.keys()].slice(0, -mostRemembered)) this.#known.delete(oldest)
    return analysis
  }

  #start(): void {
    this.#ready = false
    const session = new EngineSession(this.#launcher, {
      doing: questions.summarize.doing,
      remedy: questions.summarize.remedy,
      events: z.union([answerSchema('summarize'), answerSchema('summarizeFile')]),
      onReady: () => {
        this.#ready = true
        this.#sendFirst()
      },
      onEvent: (analysis) => {
        const question = this.#open.shift()
        if (question?.key) this.#remember(question.key, analysis)
        question?.answer.resolve(analysis)
        this.#sendFirst()
      },
      onFailed: (problem) => {
        this.#open.shift()?.answer.reject(fromProblem(problem))
        this.#sendFirst()
      },
      onEnd: (problem) => {
        if (this.#session !== session) return // ended after its idle time; another may have been started since
        this.#session = null
        this.#rejectAll(problem)
      },
    })
    this.#session = session
  }

  #sendFirst(): void {
    const [first] = this.#open
    if (first) {
      this.#session?.send(first.command)
      return
    }
    this.#idleTimer = setTimeout(() => {
      this.#session?.end()
      this.#session = null
    }, idleLimit)
    this.#idleTimer.unref()
  }

  #rejectAll(problem: Problem | null): void {
    const open = this.#open
    this.#open = []
    const error = problem ? fromProblem(problem) : labClosed()
    for (const { answer } of open) answer.reject(error)
  }

  #cancelIdleTimer(): void {
    if (this.#idleTimer !== null) clearTimeout(this.#idleTimer)
    this.#idleTimer = null
  }
}
