// Analyses of networks: made here where the settings describe all layers, asked of an engine process where a file does.
import { phrase } from '@language/phrase'
import type { QuestionArgs } from '@contract/engine/questions'
import { plainAnalysis, type NetworkAnalysis, type NetworkQuestion } from '@contract/models/network-analysis'
import { LabError } from '@contract/problem'
import type { EngineLauncher } from '../engine-process/channel'
import { OpenEngine } from '../engine-process/open-engine'
import { labClosed } from '../lab-closed'

/** Channels, height, width. */
export type InputShape = readonly [number, number, number]

/** Milliseconds after which an engine process without questions is ended. */
const idleLimit = 60_000

/** Analyses of networks from files that are remembered; the form asks for one at each size that is typed. */
const mostRemembered = 64

interface Question {
  readonly answer: Promise<NetworkAnalysis>
  /** Callers that still want the answer. */
  askers: number
}

export class NetworkAnalyses {
  /** Holds networks from files. */
  readonly #networkFolder: string
  readonly #engine: OpenEngine
  /** The analyses that were asked for last, by what was asked, the newest last. They never change. */
  readonly #known = new Map<string, NetworkAnalysis>()
  /** Questions without an answer, by what was asked. */
  readonly #open = new Map<string, Question>()
  #closed = false

  constructor(launcher: EngineLauncher, networkFolder: string) {
    this.#networkFolder = networkFolder
    this.#engine = new OpenEngine(launcher, { patience: idleLimit })
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
    return this.#answer(this.#open.get(key) ?? this.#ask(key, { network, networkFolder: this.#networkFolder, input, classes, batchSize, settings }), key, signal)
  }

  /**
   * The analysis of an ONNX file; not remembered, as the file may change.
   * @param path absolute
   * @param input null: as the file says
   * @throws LabError what the engine says, or its crash
   */
  ofFile(path: string, input: InputShape | null, batchSize: number, settings = plainAnalysis): Promise<NetworkAnalysis> {
    return this.#engine.ask('summarizeFile', { path, input: input && [...input], batchSize, settings })
  }

  /** Ends the engine process; open questions are rejected. */
  close(): void {
    this.#closed = true
    this.#engine.close()
  }

  #ask(key: string, args: QuestionArgs<'summarize'>): Question {
    const question = { answer: this.#engine.ask('summarize', args), askers: 0 }
    this.#open.set(key, question)
    question.answer.then(
      (analysis) => {
        this.#remember(key, analysis)
        this.#forget(key, question)
      },
      () => {
        this.#forget(key, question) // told to whoever asked
      },
    )
    return question
  }

  #answer(question: Question, key: string, signal?: AbortSignal): Promise<NetworkAnalysis> {
    question.askers += 1
    return new Promise((resolve, reject) => {
      question.answer.then(resolve, reject)
      signal?.addEventListener('abort', () => {
        question.askers -= 1
        // At once, so that whoever asks next does not wait for a question that is out.
        if (question.askers === 0 && this.#engine.withdraw(question.answer)) this.#forget(key, question)
        reject(new LabError('network/superseded', phrase('Another question took the place of this one.'), phrase('Ask again.')))
      })
    })
  }

  /** The question has its answer, or is out. */
  #forget(key: string, question: Question): void {
    if (this.#open.get(key) === question) this.#open.delete(key)
  }

  #remember(key: string, analysis: NetworkAnalysis): NetworkAnalysis {
    this.#known.delete(key)
    this.#known.set(key, analysis)
    for (const oldest of [...this.#known.keys()].slice(0, -mostRemembered)) this.#known.delete(oldest)
    return analysis
  }
}
