// The files of the page: where each lies, how it is labelled, and what the page may load.
import { extname, join, normalize, sep } from 'node:path'
import { reportStyleSource } from '../lab/reports/writers/html-style-source'

/** Scheme of the page; its own, so that it has an origin and no access to files. */
export const pageScheme = 'app'
export const pageOrigin = `${pageScheme}://lab`
export const pageUrl = `${pageOrigin}/index.html`

/**
 * The style sheet that the component kit puts into the page by itself: its colours, as electron.vite.config.ts names them. With other colours, or a version of the kit
 * that writes them differently, Chromium tells the new sum in the console, and every test of the window fails.
 */
const kitStyleSource = "'sha256-opnHJX1z3OHev4mpOHYmODjbo/FxX5Ly3jsc+tYqSsQ='"

/**
 * Scripts and styles only from our own files; of style sheets within the page that of the kit, and that of reports, whose preview has this policy beside its own.
 * No element has a style in its HTML: scripts set it by the object model, which the policy allows.
 */
export const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  `style-src 'self' ${kitStyleSource} ${reportStyleSource}`,
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
  '.json': 'application/json; charset=utf-8',
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
