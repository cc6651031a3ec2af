// Layer tables of networks, asked of an engine process that stays at hand for a while between questions.
import { answerSchema, type EngineCommand } from '@contract/engine/engine-messages'
import { questions } from '@contract/engine/questions'
import type { LayerTable } from '@contract/models/layer-table'
import type { NetworkSettings } from '@contract/models/networks'
import { fromProblem, LabError, type Problem } from '@contract/problem'
import { z } from 'zod'
import type { EngineLauncher } from '../engine-process/channel'
import { EngineSession } from '../engine-process/engine-session'
import { ask } from '../engine-process/single-question'
import { Waiters } from '../runs/supervisor/waiters'

/** Channels, height, width. */
export type InputShape = readonly [number, number, number]

/** Milliseconds after which an engine process without questions is ended. */
const idleLimit = 60_000

interface Question {
  readonly command: EngineCommand
  readonly answer: Waiters<LayerTable>
}

export class LayerTables {
  readonly #launcher: EngineLauncher
  /** Holds networks from files. */
  readonly #networkFolder: string
  /** Tables that were asked for, by what was asked. They never change. */
  readonly #tables = new Map<string, Promise<LayerTable>>()
  /** Questions without an answer; the first one is with the engine. */
  #open: Question[] = []
  #session: EngineSession<LayerTable> | null = null
  #ready = false
  #closed = false
  #idleTimer: NodeJS.Timeout | null = null

  constructor(launcher: EngineLauncher, networkFolder: string) {
    this.#launcher = launcher
    this.#networkFolder = networkFolder
  }

  /** The layer table of a network for so many classes at an input shape and batch size. @throws LabError what the engine says, or its crash */
  async table(network: NetworkSettings, input: InputShape, classes: number, batchSize: number): Promise<LayerTable> {
    if (this.#closed) throw closedError()
    const key = JSON.stringify([network, input, classes, batchSize])
    let table = this.#tables.get(key)
    if (!table) {
      table = this.#ask(ask('summarize', { network, networkFolder: this.#networkFolder, input: [...input], classes, batchSize }))
      this.#tables.set(key, table)
      table.catch(() => {
        this.#tables.delete(key) // a failure is not remembered: the next question may succeed
      })
    }
    return table
  }

  /**
   * The layer table of an ONNX file; not remembered, as the file may change.
   * @param path absolute
   * @param input null: as the file says
   * @throws LabError what the engine says, or its crash
   */
  async tableOfFile(path: string, input: InputShape | null, batchSize: number): Promise<LayerTable> {
    if (this.#closed) throw closedError()
    return this.#ask(ask('summarizeFile', { path, input: input && [...input], batchSize }))
  }

  /** Ends the engine process; open questions are rejected. */
  close(): void {
    this.#closed = true
    this.#cancelIdleTimer()
    this.#session?.end()
  }

  #ask(command: EngineCommand): Promise<LayerTable> {
    const answer = new Waiters<LayerTable>()
    const table = answer.wait()
    this.#open.push({ command, answer })
    this.#cancelIdleTimer()
    if (this.#session === null) this.#start()
    else if (this.#ready && this.#open.length === 1) this.#sendFirst()
    return table
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
      onEvent: (table) => {
        this.#open.shift()?.answer.resolve(table)
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
    const error = problem ? fromProblem(problem) : closedError()
    for (const { answer } of open) answer.reject(error)
  }

  #cancelIdleTimer(): void {
    if (this.#idleTimer !== null) clearTimeout(this.#idleTimer)
    this.#idleTimer = null
  }
}

function closedError(): LabError {
  return new LabError('lab/closed', 'The lab is being closed.', 'Start it again.')
}
