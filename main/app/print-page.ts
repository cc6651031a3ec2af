// Prints a report as PDF in a page that nobody sees: without scripts, without network, in a sandbox of its own.
import { BrowserWindow, session, type PrintToPDFOptions, type Session } from 'electron'
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { withoutStop } from '@common/words/sentences'
import { language } from '@language/language'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import type { ReportOptions } from '@contract/reports/report-request'
import { reportStyleSource } from '../lab/reports/writers/html-style-source'
import { fontSource } from '../lab/reports/writers/font-sources'
import { printPatience, type ReportPrinter } from '../lab/reports/report-printer'
import { denyAll } from './security'
import { footLine, headLine, titlePictureProgram, type TitlePicture } from './margin-lines'
import { pageScheme } from './page-files'
import { chinesePrintedFonts, type PrintedFonts } from './printed-fonts'
import { logTrouble } from '../log/log'

/** The style sheet of reports, pictures that stand in the page itself, the font of its language, and nothing else. */
const printedPolicy = `default-src 'none'; style-src ${reportStyleSource}; img-src data:${fontSource('printing')}`

const paperSizes: Readonly<Record<ReportOptions['paper'], 'A4' | 'Letter'>> = { a4: 'A4', letter: 'Letter' }

/** In inches; those of a report's own `@page`, which Chromium prefers, are the same: with room for a line at the head and one at the foot. */
const margins = { top: 20 / 25.4, bottom: 20 / 25.4, left: 18 / 25.4, right: 18 / 25.4 }

/** How Chromium prints a report. */
const printOptions = (paper: ReportOptions['paper'], headerTemplate: string): PrintToPDFOptions => ({
  pageSize: paperSizes[paper],
  preferCSSPageSize: false,
  margins,
  printBackground: true,
  displayHeaderFooter: true,
  headerTemplate,
  footerTemplate: footLine,
  generateTaggedPDF: true,
  generateDocumentOutline: true,
})

/** A world of the lab's own beside the page, which itself runs no scripts. */
const labWorld = 999

/** Ends when the parts of the font that the page's text needs have come: Chromium waits for those alone that printing itself asks for. */
const fontsHaveCome = `(async () => {
  for (;;) {
    document.documentElement.getBoundingClientRect() // lays the page out, which asks for them
    if (document.fonts.status === 'loaded') return
    await document.fonts.ready
  }
})()`

/** The pages that wait to be loaded, by their address; each is served once. */
const waiting = new Map<string, string>()

/** The fonts that printed pages may load; null: none. */
let fonts: PrintedFonts | null = null

/** The fonts of this program's language, read at first use. Without them a report is printed with those of the system. */
async function printedFonts(page: string): Promise<PrintedFonts | null> {
  if (language !== 'zh-Hans') return null
  try {
    fonts ??= await chinesePrintedFonts(page)
  } catch (error) {
    logTrouble('reports', 'no Chinese font for printing', error)
  }
  return fonts
}

/** The session of pages that are printed: in memory, without permissions; it answers for the waiting pages and the parts of their font alone. Made at first use. */
let printing: Session | null = null

function printingSession(): Session {
  if (printing) return printing
  printing = session.fromPartition('printing')
  denyAll(printing, (url) => waiting.has(url) || url.startsWith('data:') || fonts?.files.has(url) === true)
  printing.protocol.handle(pageScheme, async ({ url }) => {
    const file = fonts?.files.get(url)
    if (file !== undefined) return new Response(await readFile(file), { headers: { 'Content-Type': 'font/woff2', 'X-Content-Type-Options': 'nosniff' } })
    const page = waiting.get(url)
    waiting.delete(url)
    if (page === undefined) return new Response('Not found', { status: 404 })
    return new Response(page, { headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': printedPolicy, 'X-Content-Type-Options': 'nosniff' } })
  })
  return printing
}

const notPrinted = (reason: string, options?: ErrorOptions): LabError =>
  new LabError('report/not-printed', phrase('The report could not be printed: {reason}.', { reason }), phrase('Try again, or write it as html and print that from a browser.'), options)

const reasonOf = (signal: AbortSignal | undefined): Error => (signal?.reason instanceof Error ? signal.reason : notPrinted(phrase('it was stopped')))

/**
 * Prints by this Electron; the app is ready.
 * @param windowPage absolute path of the folder with the files of the window's page, which has the fonts
 */
export const pdfPrinter = (windowPage: string): ReportPrinter => async (page, { paper, title, signal }) => {
  if (signal?.aborted) throw reasonOf(signal)
  const letters = await printedFonts(windowPage)
  const url = `${pageScheme}://report/${randomUUID()}`
  const window = new BrowserWindow({
    show: false,
    webPreferences: { session: printingSession(), sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false, webviewTag: false, devTools: false, spellcheck: false },
  })
  const { webContents } = window
  let stop = (): void => undefined
  const stopped = new Promise<never>((_resolve, reject) => {
    const seconds = printPatience(page)
    const timer = setTimeout(() => {
      reject(notPrinted(phrase('it took longer than {seconds} s', { seconds: Math.round(seconds) })))
    }, seconds * 1000)
    const abort = (): void => {
      reject(reasonOf(signal))
    }
    signal?.addEventListener('abort', abort)
    webContents.on('render-process-gone', (_event, { reason }) => {
      reject(notPrinted(phrase('its page is gone ({reason})', { reason })))
    })
    stop = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    }
  })
  waiting.set(url, page)
  try {
    const print = async (): Promise<Buffer> => {
      await webContents.loadURL(url)
      let picture: TitlePicture | null = null
      if (letters) {
        await webContents.insertCSS(letters.style)
        await webContents.executeJavaScriptInIsolatedWorld(labWorld, [{ code: fontsHaveCome }])
        picture = (await webContents.executeJavaScriptInIsolatedWorld(labWorld, [{ code: titlePictureProgram(title) }])) as TitlePicture | null
      }
      return webContents.printToPDF(printOptions(paper, headLine(title, picture)))
    }
    return await Promise.race([stopped, print()])
  } catch (error) {
    throw error instanceof LabError ? error : notPrinted(error instanceof Error ? withoutStop(error.message) : String(error), { cause: error })
  } finally {
    stop()
    waiting.delete(url)
    window.destroy()
  }
}
