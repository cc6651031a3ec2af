// Stands in for the servers that publish data sets: the app's own connections, and no setting of the program, lead to a server of the test.
import type { ElectronApplication } from '@playwright/test'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { repeatably } from './repeatably'

export interface PublishedFiles {
  /** The `Range` header of every request, in their order; null: none. */
  readonly ranges: readonly (string | null)[]
  /** From now on, files come as fast as they can. */
  readonly hurry: () => void
}

/** Bytes of the files of MNIST, by their names; their content is zeros. */
const sizes: Readonly<Record<string, number>> = { 'train-images-idx3-ubyte.gz': 9_912_422, 'train-labels-idx1-ubyte.gz': 28_881, 't10k-images-idx3-ubyte.gz': 1_648_877, 't10k-labels-idx1-ubyte.gz': 4542 }

/** Bytes and milliseconds of a piece, until `hurry` is called. */
const [pieceBytes, piecePause] = [200_000, 200]

/** Ends with the app. */
export async function servePublished(app: ElectronApplication): Promise<PublishedFiles> {
  const ranges: (string | null)[] = []
  let isSlow = true
  const server = createServer((request, response) => {
    ranges.push(request.headers.range ?? null)
    const size = sizes[request.url?.split('/').at(-1) ?? ''] ?? 0
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': size - from, ...(from > 0 && { 'content-range': `bytes ${from}-${size - 1}/${size}` }) })
    let left = size - from
    const send = (): void => {
      if (response.destroyed) return
      const piece = isSlow ? Math.min(left, pieceBytes) : left
      left -= piece
      response.write(Buffer.alloc(piece))
      if (left === 0) response.end()
      else setTimeout(send, piecePause)
    }
    send()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  app.on('close', () => {
    server.closeAllConnections()
    server.close()
  })
  await repeatably(() => app.evaluate((_electron, port) => {
    const [http, https, { syncBuiltinESMExports }] = [process.getBuiltinModule('node:http'), process.getBuiltinModule('node:https'), process.getBuiltinModule('node:module')]
    https.request = ((url: URL, options: object) => http.request(`http://127.0.0.1:${port}${url.pathname}`, { ...options, agent: undefined })) as typeof https.request
    syncBuiltinESMExports()
  }, (server.address() as AddressInfo).port))
  return {
    ranges,
    hurry: () => {
      isSlow = false
    },
  }
}
