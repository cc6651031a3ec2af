// The letters of a Chinese report as PDF: the window's own font, as a system may have none with Chinese letters.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { printedFontsAddress } from '../lab/reports/writers/font-sources'

/** The name by which the style sheet of reports asks for it, after those that systems have. */
const family = 'Noto Sans SC'

export interface PrintedFonts {
  /** A style sheet that names all parts of the font, each with its letters. */
  readonly style: string
  /** The absolute paths of the parts, by the addresses that the style sheet names. */
  readonly files: ReadonlyMap<string, string>
}

/**
 * The Chinese font of the window's page.
 * @param page absolute path of the folder with the page's files
 * @throws Error where the page was built without it
 */
export async function chinesePrintedFonts(page: string): Promise<PrintedFonts> {
  const assets = join(page, 'assets')
  const sheet = (await readdir(assets)).find((name) => /^chinese-[\w-]+\.css$/.test(name))
  const faces: string[] = []
  const files = new Map<string, string>()
  for (const rule of (sheet === undefined ? '' : await readFile(join(assets, sheet), 'utf8')).match(/@font-face\s*\{[^}]*\}/g) ?? []) {
    const name = /url\(["']?\.\/([\w-]+\.woff2)["']?\)/.exec(rule)?.[1]
    const letters = /unicode-range:([^;}]*)/.exec(rule)?.[1]?.trim()
    if (name === undefined || letters === undefined) continue
    const address = printedFontsAddress + name
    files.set(address, join(assets, name))
    faces.push(`@font-face { font-family: '${family}'; font-weight: 100 900; font-display: swap; src: url(${address}) format('woff2'); unicode-range: ${letters}; }`)
  }
  if (files.size === 0) throw new Error(`no Chinese font in ${assets}`)
  return { style: faces.join('\n'), files }
}
