// Serves the page under app://, with the policy that keeps it to its own files.
import { protocol } from 'electron'
import { readFile } from 'node:fs/promises'
import { contentSecurityPolicy, pageFile, pageScheme } from './page-files'
import { logTrouble } from '../log/log'

/** Declares the scheme; to be called before the app is ready. */
export function declarePageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the files of a folder; to be called when the app is ready. */
export function servePage(root: string): void {
  protocol.handle(pageScheme, async (request) => {
    const file = request.method === 'GET' ? pageFile(root, request.url) : null
    if (!file) return new Response('Not found', { status: 404 })
    try {
      return new Response(await readFile(file.path), {
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
}
