// A server on this machine that hands out a file, well or with one of the faults that servers and networks have.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createHash } from 'node:crypto'
import { onTestFinished } from 'vitest'
import type { PublishedFile } from '../../../../data/known/known-datasets'

export interface FileServer {
  readonly origin: string
  /** The `Range` header of every request, in their order; null: none. */
  readonly ranges: readonly (string | null)[]
}

export type Answerer = (request: IncomingMessage, response: ServerResponse, count: number) => void

/** @param answer is given each request, with their number from 0 */
export async function fileServer(answer: Answerer): Promise<FileServer> {
  const ranges: (string | null)[] = []
  const server = createServer((request, response) => {
    ranges.push(request.headers.range ?? null)
    answer(request, response, ranges.length - 1)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, ranges }
}

/** Answers as servers should, whole or from a byte on. */
export function serve(content: Uint8Array, request: IncomingMessage, response: ServerResponse): void {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
  const rest = content.subarray(from)
  response.writeHead(from > 0 ? 206 : 200, {
    'content-length': rest.length,
    ...(from > 0 && { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` }),
  })
  response.end(rest)
}

/** Bytes that do not repeat. */
export function someBytes(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, place) => (place * place * 31 + place * 7 + (place >> 8)) & 255)
}

export function published(content: Uint8Array, ...addresses: readonly string[]): PublishedFile {
  return { name: 'digits.bin', addresses, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') }
}
