// Checks that a download ends whole and checked or not at all, against a server on this machine with the faults of servers and networks.
import { LabError } from '@contract/problem'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../../files/testing/temporary-folder'
import { downloadFile, type DownloadOptions } from './download-file'
import { fileServer, published, serve, someBytes, type Answerer } from './testing/file-server'

const content = someBytes(300_000)

/** Gets the file from servers that answer so, without real waits. */
async function get(answers: readonly Answerer[], folder: string, options: Partial<DownloadOptions> = {}): Promise<{ readonly ranges: readonly (string | null)[]; readonly outcome: string | LabError }> {
  const servers = await Promise.all(answers.map(fileServer))
  const file = published(content, ...servers.map(({ origin }) => `${origin}/file`))
  const signal = new AbortController().signal
  const outcome = await downloadFile(file, { folder, signal, patience: 200, pauses: [1, 1, 1], ...options }).catch((error: unknown) => {
    if (error instanceof LabError) return error
    throw error
  })
  return { ranges: servers.flatMap(({ ranges }) => ranges), outcome }
}

/** Sends the first half and breaks the connection, in every request before the given one. */
const brokenBefore = (count: number): Answerer => (request, response, number) => {
  if (number >= count) {
    serve(content, request, response)
    return
  }
  const from = Number(/\d+/.exec(request.headers.range ?? '')?.[0] ?? 0)
  response.writeHead(from > 0 ? 206 : 200, { 'content-length': content.length - from, ...(from > 0 && { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` }) })
  response.write(content.subarray(from, from + 100_000), () => response.destroy())
}

const status = (code: number, headers: Record<string, string> = {}): Answerer => (_, response) => {
  response.writeHead(code, headers).end()
}

describe('downloadFile', () => {
  it('downloads a file, tells its progress, and does not ask again for what is there', async () => {
    const folder = temporaryFolder()
    const told: number[] = []
    const { outcome } = await get([(request, response) => { serve(content, request, response) }], folder, { onBytes: (bytes) => told.push(bytes) })
    expect(outcome).toBe(join(folder, 'digits.bin'))
    expect(readFileSync(join(folder, 'digits.bin')).equals(content)).toBe(true)
    expect(told.at(-1)).toBe(content.length)
    expect(told).toEqual([...told].sort((a, b) => a - b))
    expect((await get([status(500)], folder)).ranges).toEqual([])
    expect(readdirSync(folder)).toEqual(['digits.bin'])
  })

  it('goes on by ranges after connections that broke', async () => {
    const folder = temporaryFolder()
    const { ranges, outcome } = await get([brokenBefore(2)], folder)
    expect(outcome).toBe(join(folder, 'digits.bin'))
    expect(ranges[0]).toBe(null)
    expect(ranges).toHaveLength(3)
    expect(ranges[2]).toMatch(/^bytes=[1-9]\d*-$/)
  })

  it('keeps what came for the next call, which asks for the rest', async () => {
    const folder = temporaryFolder()
    const first = await get([brokenBefore(Infinity)], folder, { pauses: [] })
    expect(first.outcome).toMatchObject({ code: 'download/broken-off' })
    expect(readdirSync(folder)).toEqual(['digits.bin.part'])
    const second = await get([(request, response) => { serve(content, request, response) }], folder)
    expect(second.ranges).toEqual([expect.stringMatching(/^bytes=[1-9]\d*-$/)])
    expect(readFileSync(join(folder, 'digits.bin')).equals(content)).toBe(true)
  })

  it('begins anew where a server ignores ranges', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'digits.bin.part'), new Uint8Array(1000).fill(7))
    const whole: Answerer = (_, response) => { response.writeHead(200, { 'content-length': content.length }).end(content) }
    expect((await get([whole], folder)).outcome).toBe(join(folder, 'digits.bin'))
    expect(readFileSync(join(folder, 'digits.bin')).equals(content)).toBe(true)
  })

  it('downloads a file whole where its beginning, which was there, turns out to be of another', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'digits.bin.part'), new Uint8Array(1000).fill(7))
    const { ranges, outcome } = await get([(request, response) => { serve(content, request, response) }], folder)
    expect(outcome).toBe(join(folder, 'digits.bin'))
    expect(ranges).toEqual(['bytes=1000-', null])
  })

  it('waits for a slow server, and gives up one that falls silent', async () => {
    const slow: Answerer = (_, response) => {
      response.writeHead(200, { 'content-length': content.length })
      const send = (from: number): void => {
        if (from >= content.length) response.end()
        else response.write(content.subarray(from, from + 60_000), () => setTimeout(() => { send(from + 60_000) }, 60))
      }
      send(0)
    }
    expect((await get([slow], temporaryFolder())).outcome).toMatch(/digits\.bin$/)
    const silent: Answerer = (_, response) => { response.writeHead(200, { 'content-length': content.length }).write(content.subarray(0, 10)) }
    const { outcome } = await get([silent], temporaryFolder(), { pauses: [] })
    expect(outcome).toMatchObject({ code: 'download/broken-off', message: expect.stringMatching(/nothing has come for/) as string })
  })

  it('follows redirects on this machine, but no loop, and none that leaves encryption', async () => {
    const redirected: Answerer = (request, response, number) => {
      if (number < 2) response.writeHead(302, { location: '/elsewhere' }).end()
      else serve(content, request, response)
    }
    expect((await get([redirected], temporaryFolder())).outcome).toMatch(/digits\.bin$/)
    const loop = await get([status(301, { location: '/file' })], temporaryFolder())
    expect(loop.outcome).toMatchObject({ code: 'download/not-served', message: expect.stringMatching(/redirected more than 5 times/) as string })
    const open = await get([status(302, { location: 'http://example.org/file' })], temporaryFolder())
    expect(open.outcome).toMatchObject({ code: 'download/not-served', message: expect.stringMatching(/not encrypted/) as string })
  })

  it.each([
    ['a wrong content of the right size', (_, response) => { response.end(new Uint8Array(content.length)) }, 'download/wrong-content', /checksum is not the published one/],
    ['a page of a network that wants a login', (_, response) => { response.writeHead(200, { 'content-type': 'text/html', 'content-length': 4 }).end('hello'.slice(1)) }, 'download/wrong-content', /4 B of text\/html/],
    ['more than was published', (_, response) => { response.write(content); response.end(content) }, 'download/wrong-content', /more came/],
    ['less than was published, properly ended', (_, response) => { response.write(content.subarray(0, 1000)); response.end() }, 'download/broken-off', /ended after/],
    ['nothing any more', status(404), 'download/not-served', /no such file any more/],
    ['a refusal', status(403), 'download/not-served', /refuses it \(status 403\)/],
    ['trouble of its own', status(503), 'download/broken-off', /status 503/],
  ] as [string, Answerer, string, RegExp][])('says so where a server has %s, and how to go on by hand', async (_, answer, code, words) => {
    const folder = temporaryFolder()
    const { outcome } = await get([answer], folder, { pauses: [] })
    expect(outcome).toMatchObject({ code, message: expect.stringMatching(words) as string })
    expect((outcome as LabError).remedy).toContain(`put it into ${folder} under the name digits.bin`)
    expect(readdirSync(folder)).not.toContain('digits.bin')
  })

  it('says where there is no network which file to fetch', async () => {
    const folder = temporaryFolder()
    const { origin } = await fileServer(status(200))
    const file = published(content, `${origin.replace(/\d+$/, '9')}/file`) // nobody listens at port 9
    const trouble = downloadFile(file, { folder, signal: new AbortController().signal }) // at once, without waiting for it to come back
    await expect(trouble).rejects.toMatchObject({ code: 'download/no-network', remedy: expect.stringContaining(`fetch ${file.addresses[0] ?? ''} elsewhere`) as string })
  })

  it('goes to the next address where one fails', async () => {
    const folder = temporaryFolder()
    const { outcome } = await get([status(404), (request, response) => { serve(content, request, response) }], folder)
    expect(outcome).toBe(join(folder, 'digits.bin'))
  })

  it('ends at once when it is cancelled, and keeps what came', async () => {
    const folder = temporaryFolder()
    const cancel = new AbortController()
    const silent: Answerer = (_, response) => { response.writeHead(200, { 'content-length': content.length }).write(content.subarray(0, 1000)) }
    const { origin } = await fileServer(silent)
    const options = { folder, signal: cancel.signal, onBytes: (bytes: number) => { if (bytes > 0) cancel.abort(new Error('cancelled')) } }
    await expect(downloadFile(published(content, `${origin}/file`), options)).rejects.toThrow('cancelled')
    expect(readdirSync(folder)).toEqual(['digits.bin.part'])
  })
})
