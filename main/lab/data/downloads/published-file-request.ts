// One request for a published file: follows redirects, and tells a broken connection from an address that does not have the file.
import { phrase } from '@language/phrase'
import { request as overHttp, type IncomingMessage } from 'node:http'
import { request as overHttps } from 'node:https'

/** Why an address does not give the file, as the end of a sentence; another attempt would end the same way. */
export class NotServed extends Error {}

/** Why an attempt ended early, as the end of a sentence; another one may go further. */
export class CutShort extends Error {
  /** @param hasNoNetwork whether not even a connection was made */
  constructor(message: string, readonly hasNoNetwork = false, options?: ErrorOptions) {
    super(message, options)
  }
}

/** Redirects that are followed; more are taken for a loop. */
const mostRedirects = 5

const redirects: readonly number[] = [301, 302, 303, 307, 308]

export interface RequestOptions {
  /** The first byte that is wanted; the server may answer with all of them. */
  readonly from: number
  readonly signal: AbortSignal
  /** Milliseconds without a byte after which the connection counts as broken. */
  readonly patience: number
}

/**
 * Asks for a file.
 * @returns the answer to a request that was not redirected; its status is 200, 206 or 416
 * @throws NotServed; CutShort; the signal's reason
 */
export async function requestFile(address: string, options: RequestOptions): Promise<IncomingMessage> {
  let url = new URL(address)
  const mayStayHere = isLoopback(url)
  for (let followed = 0; followed <= mostRedirects; followed++) {
    if (url.protocol !== 'https:' && !(mayStayHere && isLoopback(url))) throw new NotServed(phrase('it leads to {origin}, which is not encrypted', { origin: url.origin }))
    const answer = await send(url, options)
    const { statusCode: status = 0, headers: { location } } = answer
    if ([200, 206, 416].includes(status)) return answer
    answer.destroy()
    if (!redirects.includes(status)) throw troubleOf(status)
    if (location === undefined || !URL.canParse(location, url.href)) throw new NotServed(phrase('it leads elsewhere without saying where'))
    url = new URL(location, url)
  }
  throw new NotServed(phrase('it was redirected more than {times} times', { times: mostRedirects }))
}

/** Only a server on this machine may be asked without encryption, and only where it was asked in the first place. */
function isLoopback({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname)
}

function troubleOf(status: number): Error {
  if (status === 404 || status === 410) return new NotServed(phrase('there is no such file any more'))
  // 408 and 429: too slow, too many; 5xx: the server's own trouble.
  if (status === 408 || status === 429 || status >= 500) return new CutShort(phrase('the server has trouble of its own (status {status})', { status }))
  return new NotServed(phrase('the server refuses it (status {status})', { status }))
}

function send(url: URL, { from, signal, patience }: RequestOptions): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const request = (url.protocol === 'https:' ? overHttps : overHttp)(url, {
      agent: false,
      signal,
      // The bytes as they are published: a server may not pack them once more.
      headers: { 'accept-encoding': 'identity', 'user-agent': 'cnn-lab', ...(from > 0 && { range: `bytes=${from}-` }) },
    })
    let answer: IncomingMessage | null = null
    request.setTimeout(patience, () => {
      const waiting = answer ?? request
      waiting.destroy(new CutShort(phrase('nothing has come for {seconds} s', { seconds: Math.round(patience / 1000) })))
    })
    request.on('response', (response) => {
      answer = response
      resolve(response)
    })
    request.on('error', (error) => {
      reject(signal.aborted ? (signal.reason as Error) : connectionTrouble(error))
    })
    request.end()
  })
}

/** Codes of errors before any server has answered. */
const unreachable: Readonly<Record<string, string>> = {
  ENOTFOUND: phrase('its server was not found'),
  EAI_AGAIN: phrase('its server was not found'),
  ECONNREFUSED: phrase('its server takes no connection'),
  ENETUNREACH: phrase('there is no network'),
  EHOSTUNREACH: phrase('its server cannot be reached'),
  ETIMEDOUT: phrase('its server does not answer'),
}

/** @returns CutShort with the reason in words */
export function connectionTrouble(error: Error): CutShort {
  if (error instanceof CutShort) return error
  const code = 'code' in error ? String(error.code) : ''
  return new CutShort(unreachable[code] ?? phrase('the connection broke ({code})', { code: code || error.message }), code in unreachable, { cause: error })
}
