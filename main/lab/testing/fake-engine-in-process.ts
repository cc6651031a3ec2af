// The stand-in for the engine in the process of the test: a process of its own takes a tenth of a second to start, and there are hundreds.
import type { EngineChannel, EngineExit } from '../engine-process/channel'
import { Ending } from '../engine-process/ending'
import { LastWords } from '../engine-process/last-words'
import { fakeEngine } from './fake-engine.mjs'
import type { FakeBehaviour } from './fake-behaviour'

/** Starts a stand-in; what it and the lab say to each other arrives in a later turn, in its order, as between processes. */
export function fakeEngineInProcess(behaviour: FakeBehaviour): EngineChannel {
  const ending = new Ending()
  const lastWords = new LastWords()
  const messages: ((message: unknown) => void)[] = []
  const errorOutput: ((bytes: Uint8Array) => void)[] = []
  let hasEnded = false
  const end = (how: Pick<EngineExit, 'code' | 'signal'>): void => {
    if (hasEnded) return
    hasEnded = true
    setImmediate(() => { ending.tell({ ...how, lastWords: lastWords.text }) })
  }
  const later = (work: () => void): void => {
    if (!hasEnded) setImmediate(work)
  }
  let obey: ReturnType<typeof fakeEngine> | null = null
  setImmediate(() => {
    if (hasEnded) return
    obey = fakeEngine(behaviour, {
      send: (message) => { later(() => { for (const listener of messages) listener(message) }) },
      writeError: (text) => {
        const bytes = Buffer.from(text)
        lastWords.add(bytes)
        later(() => { for (const listener of errorOutput) listener(bytes) })
      },
      end: (how) => { end(typeof how === 'number' ? { code: how, signal: null } : { code: null, signal: how }) },
      sleep: (milliseconds) => new Promise((resolve) => { setTimeout(() => { if (!hasEnded) resolve(undefined) }, milliseconds).unref() }),
    })
  })
  return {
    pid: undefined,
    send: (command) => {
      const copy = structuredClone(command)
      later(() => { if (!hasEnded) obey?.(copy) })
    },
    onMessage: (listener) => { messages.push(listener) },
    onErrorOutput: (listener) => { errorOutput.push(listener) },
    onExit: (listener) => { ending.onExit(listener) },
    kill: () => { end({ code: null, signal: 'SIGKILL' }) },
  }
}
