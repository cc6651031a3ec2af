// Decodes images on all processors: threads that are started as they are needed, each with little more work ahead than it can do, so that memory stays flat.
import { phrase } from '@language/phrase'
import { fromProblem, LabError } from '@contract/problem'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { DecodeAnswer } from './decode-thread'
import { decodeBatch, type DecodedBatch, type DecodeJob, type DecodeTask } from './decode-work'

/** Images that a thread is given at a time, and bytes of these after which no more are added. */
const [batchImages, batchBytes] = [16, 1e6]

/** Batches that a thread has at most: one that it works on, and one for when that is done. */
const mostAhead = 2

export interface DecodePoolOptions extends DecodeJob {
  /** Absolute path of the threads' program, e.g. `out/main/decode-thread.js`; undefined: this thread decodes. */
  readonly thread: string | undefined
  /** Most threads; by default as many as there are processors. */
  readonly threads?: number
  /** Told what has become of images, in no order. What it throws ends the work. */
  readonly onDecoded: (batch: DecodedBatch) => void
}

interface Thread {
  readonly worker: Worker
  /** Batches without an answer. */
  ahead: number
}

export class DecodePool {
  readonly #options: DecodePoolOptions
  readonly #most: number
  readonly #threads: Thread[] = []
  #batch: DecodeTask[] = []
  #batchBytes = 0
  /** What ended the work; null: nothing has. */
  #failure: Error | null = null
  #wake: () => void = () => undefined

  constructor(options: DecodePoolOptions) {
    this.#options = options
    this.#most = options.threads ?? availableParallelism()
  }

  /** Takes an image; waits while the threads have enough to do. @throws LabError what ended the work, see {@link decodeBatch} */
  async add(task: DecodeTask): Promise<void> {
    this.#batch.push(task)
    this.#batchBytes += memoryOf(task)?.byteLength ?? 0
    if (this.#batch.length >= batchImages || this.#batchBytes >= batchBytes) await this.#pass()
  }

  /** Waits until all images are decoded. @throws as {@link add} */
  async finish(): Promise<void> {
    if (this.#batch.length > 0) await this.#pass()
    await this.#until(() => this.#threads.every(({ ahead }) => ahead === 0))
  }

  /** Ends the threads, whatever they are doing. */
  async close(): Promise<void> {
    await Promise.all(this.#threads.splice(0).map(({ worker }) => worker.terminate()))
  }

  /** Passes the batch on to a thread that has time for it. */
  async #pass(): Promise<void> {
    const tasks = this.#batch
    this.#batch = []
    this.#batchBytes = 0
    if (this.#options.thread === undefined) {
      this.#options.onDecoded(await decodeBatch(this.#options, tasks))
      return
    }
    let thread = this.#idle(this.#options.thread)
    await this.#until(() => (thread ??= this.#threads.find(({ ahead }) => ahead < mostAhead)) !== undefined)
    if (!thread) return
    thread.ahead++
    thread.worker.postMessage(tasks, tasks.flatMap((task) => memoryOf(task) ?? []))
  }

  /** A thread without work, perhaps a new one. */
  #idle(program: string): Thread | undefined {
    return this.#threads.find(({ ahead }) => ahead === 0) ?? (this.#threads.length < this.#most ? this.#start(program) : undefined)
  }

  #start(program: string): Thread {
    const { form, file } = this.#options
    const workerData: DecodeJob = { form, file }
    const thread: Thread = { worker: new Worker(program, { workerData }), ahead: 0 }
    thread.worker.on('message', (answer: DecodeAnswer) => {
      thread.ahead--
      this.#receive(answer)
    })
    thread.worker.on('error', (error) => {
      this.#fail(new LabError('import/decode-thread', phrase('A thread that decodes images failed: {message}.', { message: error instanceof Error ? error.message : String(error) }), phrase('Import the data set again; if that fails again, please report it.'), { cause: error }))
    })
    this.#threads.push(thread)
    return thread
  }

  #receive(answer: DecodeAnswer): void {
    if ('problem' in answer) {
      this.#fail(fromProblem(answer.problem))
      return
    }
    try {
      this.#options.onDecoded(answer.batch)
      this.#wake()
    } catch (error) {
      this.#fail(error instanceof Error ? error : new Error(String(error)))
    }
  }

  #fail(error: Error): void {
    this.#failure ??= error
    this.#wake()
  }

  async #until(isSo: () => boolean): Promise<void> {
    for (;;) {
      if (this.#failure) throw this.#failure
      if (isSo()) return
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }
}

/** Memory that goes over to the thread with a task; null: none, or it holds something else too, and is copied. */
function memoryOf({ content }: DecodeTask): ArrayBuffer | null {
  if (content.kind === 'file') return null
  const { buffer, byteLength } = content.kind === 'pixels' ? content.pixels : content.bytes
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? buffer : null
}
