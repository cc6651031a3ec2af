// The thread of the store: does the lab's calls one after another, and answers each in pieces that are fetched one by one.
import { piecesOf, type Piece } from '@common/pieces'
import { toProblem } from '@contract/problem'
import type { MessagePort } from 'node:worker_threads'
import { log } from '../../log/log'
import { Store } from './store'
import type { StoreReply, StoreRequest, StoreThreadData } from './store-messages'

/** Milliseconds after which a call is logged as slow. */
const slowCall = 200

/** Serves the store of a home until it is told to close. */
export function serveStore(port: MessagePort, { home }: StoreThreadData): void {
  const send = (reply: StoreReply): void => {
    port.postMessage(reply)
  }
  const store = opened(home, send)
  if (!store) return
  const answers = new Map<number, { readonly pieces: Generator<Piece, void>; next: Piece }>()

  /** Sends the piece that is ready, and readies the one behind it. */
  const sendPiece = (id: number): void => {
    const answer = answers.get(id)
    if (!answer) return
    const piece = answer.next
    const following = answer.pieces.next()
    if (following.done) answers.delete(id)
    else answer.next = following.value
    send({ type: 'piece', id, piece, isLast: following.done === true })
  }

  const call = ({ id, part, method, args }: Extract<StoreRequest, { type: 'call' }>): void => {
    const began = performance.now()
    try {
      const methods = store[part] as unknown as Readonly<Record<string, (...args: readonly unknown[]) => unknown>>
      const pieces = piecesOf(methods[method]?.(...args))
      const first = pieces.next()
      if (!first.done) answers.set(id, { pieces, next: first.value })
      sendPiece(id)
    } catch (error) {
      send({ type: 'failed', id, problem: toProblem(error) })
    }
    const milliseconds = Math.round(performance.now() - began)
    if (milliseconds > slowCall) log('warning', 'store', 'slow call', { call: `${part}.${method}`, milliseconds })
  }

  port.on('message', (request: StoreRequest) => {
    switch (request.type) {
      case 'call':
        call(request)
        break
      case 'next':
        sendPiece(request.id)
        break
      case 'close':
        store.close()
        send({ type: 'closed' })
        port.close()
        break
    }
  })
  send({ type: 'opened', isReadOnly: store.isReadOnly })
}

function opened(home: string, send: (reply: StoreReply) => void): Store | null {
  try {
    return new Store(home)
  } catch (error) {
    send({ type: 'not-opened', problem: toProblem(error) })
    return null
  }
}
