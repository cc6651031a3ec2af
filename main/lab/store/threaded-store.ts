// The store in a thread of its own, for the window: no query and no folder scan holds up Electron's main thread.
import { PieceCollector } from '@common/pieces'
import { phrase } from '@language/phrase'
import { fromProblem, LabError } from '@contract/problem'
import { Worker } from 'node:worker_threads'
import type { LabStore, Promised, StoreOpener, StoreParts } from './lab-store'
import type { StoreReply, StoreRequest, StoreThreadData } from './store-messages'

interface OpenCall {
  readonly pieces: PieceCollector
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

/** @param entry absolute path of the thread's program, e.g. `out/main/store-thread.js` */
export function threadedStore(entry: string): StoreOpener {
  return (home) => new StoreThread(entry, home).opened
}

class StoreThread {
  readonly #worker: Worker
  readonly #calls = new Map<number, OpenCall>()
  #lastId = 0
  #closed: (() => void) | null = null
  /** Why the thread answers no more; null while it does. */
  #end: LabError | null = null
  readonly opened: Promise<LabStore>

  constructor(entry: string, home: string) {
    const workerData: StoreThreadData = { home }
    this.#worker = new Worker(entry, { workerData })
    this.opened = new Promise((resolve, reject) => {
      this.#worker.on('message', (reply: StoreReply) => {
        if (reply.type === 'opened') resolve(this.#store(reply.isReadOnly))
        else if (reply.type === 'not-opened') reject(fromProblem(reply.problem))
        else this.#receive(reply)
      })
      const ended = (error: LabError): void => {
        this.#endWith(error)
        reject(error) // without effect where it was opened
      }
      this.#worker.on('error', (error) => {
        ended(new LabError('store/failed', phrase('The thread of the store of runs has crashed: {message}.', { message: error instanceof Error ? error.message : String(error) }), phrase('Start the lab again.'), { cause: error }))
      })
      this.#worker.once('exit', () => {
        ended(new LabError('store/closed', phrase('The store of runs was closed already.'), phrase('Start the lab again.')))
        this.#closed?.()
      })
    })
  }

  #store(isReadOnly: boolean): LabStore {
    return {
      isReadOnly,
      runs: this.#part('runs'),
      sweeps: this.#part('sweeps'),
      experiments: this.#part('experiments'),
      queue: this.#part('queue'),
      bundles: this.#part('bundles'),
      runTable: this.#part('runTable'),
      runMarks: this.#part('runMarks'),
      deletedRuns: this.#part('deletedRuns'),
      deletedSweeps: this.#part('deletedSweeps'),
      deletedExperiments: this.#part('deletedExperiments'),
      lostRuns: this.#part('lostRuns'),
      runFolders: this.#part('runFolders'),
      owners: this.#part('owners'),
      calibrations: this.#part('calibrations'),
      ownNetworks: this.#part('ownNetworks'),
      networkFiles: this.#part('networkFiles'),
      checkpoints: this.#part('checkpoints'),
      evaluations: this.#part('evaluations'),
      labelCorrections: this.#part('labelCorrections'),
      datasetUses: this.#part('datasetUses'),
      cluster: this.#part('cluster'),
      changes: this.#part('changes'),
      close: () =>
        new Promise((resolve) => {
          if (this.#end) {
            resolve()
            return
          }
          this.#closed = resolve
          this.#send({ type: 'close' })
        }),
    }
  }

  #part<P extends keyof StoreParts>(part: P): Promised<StoreParts[P]> {
    return new Proxy({}, { get: (_target, method) => (...args: readonly unknown[]) => this.#call(part, String(method), args) }) as Promised<StoreParts[P]>
  }

  #call(part: keyof StoreParts, method: string, args: readonly unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#end) {
        reject(this.#end)
        return
      }
      const id = ++this.#lastId
      this.#calls.set(id, { pieces: new PieceCollector(), resolve, reject })
      this.#send({ type: 'call', id, part, method, args })
    })
  }

  #receive(reply: Extract<StoreReply, { type: 'piece' | 'failed' | 'closed' }>): void {
    if (reply.type === 'closed') return // the thread's exit follows
    const call = this.#calls.get(reply.id)
    if (!call) return
    if (reply.type === 'failed') {
      this.#calls.delete(reply.id)
      call.reject(fromProblem(reply.problem))
      return
    }
    call.pieces.add(reply.piece)
    if (reply.isLast) {
      this.#calls.delete(reply.id)
      call.resolve(call.pieces.value)
    } else {
      // Asked for only now: all waiting messages of a port are delivered in one turn of the event loop, which would take too long.
      setImmediate(() => {
        this.#send({ type: 'next', id: reply.id })
      })
    }
  }

  #send(request: StoreRequest): void {
    this.#worker.postMessage(request)
  }

  #endWith(error: LabError): void {
    this.#end ??= error
    for (const { reject } of this.#calls.values()) reject(error)
    this.#calls.clear()
  }
}
