// The files of the page: where each lies, how it is labelled, and what the page may load.
import { extname, join, normalize, sep } from 'node:path'

/** Scheme of the page; its own, so that it has an origin and no access to files. */
export const pageScheme = 'app'
export const pageOrigin = `${pageScheme}://lab`
export const pageUrl = `${pageOrigin}/index.html`

/** Scripts only from our own files; styles also inline, which the component kit needs for positions and colours. */
export const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

export interface PageFile {
  /** Absolute path. */
  readonly path: string
  readonly mediaType: string
}

/**
 * The file that a URL of the page stands for.
 * @param root absolute path of the folder with the page's files
 * @returns null for another origin, a path out of the folder, or a kind of file that the page has no use for
 */
export function pageFile(root: string, url: string): PageFile | null {
  const { protocol, host, pathname } = new URL(url)
  if (`${protocol}//${host}` !== pageOrigin) return null
  let decoded: string
  try {
    decoded = decodeURIComponent(pathname)
  } catch {
    return null // no path of ours is written so: not found
  }
  if (/[\\\0]/.test(decoded)) return null
  const path = normalize(join(root, decoded))
  const mediaType = mediaTypes[extname(path)]
  return path.startsWith(normalize(root + sep)) && mediaType ? { path, mediaType } : null
}
