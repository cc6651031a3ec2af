// Serves the page under app://, with the policy that keeps it to its own files.
import { language } from '@language/language'
import { protocol, type BrowserWindow } from 'electron'
import { readFile } from 'node:fs/promises'
import { contentSecurityPolicy, pageFile, pageScheme } from './page-files'
import { logTrouble } from '../log/log'

/** Declares the scheme; to be called before the app is ready. */
export function declarePageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** A page says in which language it is, by which its programs know what to say; other files are as they are. */
const inLanguage = (content: Buffer<ArrayBuffer>, mediaType: string): Buffer<ArrayBuffer> | string => (mediaType.startsWith('text/html') ? content.toString('utf8').replace('<html lang="en">', `<html lang="${language}">`) : content)

/** Serves the files of a folder; to be called when the app is ready. @returns how many files were asked for so far */
export function servePage(root: string): () => number {
  let asked = 0
  protocol.handle(pageScheme, async (request) => {
    asked += 1
    const file = request.method === 'GET' ? pageFile(root, request.url) : null
    if (!file) return new Response('Not found', { status: 404 })
    try {
      return new Response(inLanguage(await readFile(file.path), file.mediaType), {
        headers: {
          'Content-Type': file.mediaType,
          'Content-Security-Policy': contentSecurityPolicy,
          'X-Content-Type-Options': 'nosniff',
          'Cross-Origin-Opener-Policy': 'same-origin',
        },
      })
    } catch (error) {
      logTrouble('app', 'file of the page not found', error)
      return new Response('Not found', { status: 404 })
    }
  })
  return () => asked
}

/**
 * Kept when a window's page has its program, or will never have it: until then it waits for files that this thread serves. To be called as the page begins to load.
 * @param asked how many files were asked for so far
 */
export function programServed({ webContents }: BrowserWindow, asked: () => number): Promise<void> {
  const { webRequest } = webContents.session
  return new Promise<void>((resolve) => {
    let sent = 0
    let hasScript = false
    webRequest.onCompleted(({ url }) => {
      sent += 1
      hasScript ||= url.endsWith('.js')
      if (hasScript && sent >= asked()) resolve()
    })
    webContents.once('did-stop-loading', () => { resolve() })
  }).then(() => { webRequest.onCompleted(null) })
}
