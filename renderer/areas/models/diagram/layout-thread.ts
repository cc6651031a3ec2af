// Asks the thread for layouts; an answer to an earlier question is left out when a later one is on its way.
import type { DiagramGraph, Layout } from '@common/diagram/layered-layout'

let worker: Worker | null = null
let lastId = 0

function thread(): Worker {
  worker ??= new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' })
  return worker
}

/** Lays a graph out; null: another one was asked for meanwhile. */
export function laidOut(graph: DiagramGraph): Promise<Layout | null> {
  const id = ++lastId
  const asked = thread()
  return new Promise((resolve, reject) => {
    const listening = new AbortController()
    const { signal } = listening
    asked.addEventListener('message', ({ data }: MessageEvent<{ readonly id: number; readonly layout: Layout }>) => {
      if (data.id !== id) return
      listening.abort()
      resolve(id === lastId ? data.layout : null)
    }, { signal })
    asked.addEventListener('error', ({ message }) => {
      listening.abort()
      worker = null // the next layout starts a new thread
      reject(new Error(`The diagram could not be laid out: ${message}`))
    }, { signal })
    asked.postMessage({ id, graph })
  })
}
