// Electron without a window lab: prints one report for the command line and ends. The report and the PDF are files of a folder that the command line makes and removes.
import { app, nativeTheme } from 'electron'
import { join } from 'node:path'
import { toProblem } from '@contract/problem'
import { writeFileWhole } from '../files/durable-file'
import { readRegular } from '../files/regular-file'
import type { ReportPrinter } from '../lab/reports/report-printer'
import { printJobFiles, printJobSchema } from '../lab/reports/print-job-files'
import { declarePageScheme } from './page-protocol'
import { pdfPrinter } from './print-page'
import { confinePages } from './security'

/**
 * Prints, writes the PDF or why there is none, and ends; to be called before the app is ready.
 * @param windowPage as {@link pdfPrinter} takes it
 */
export function runPrintJob(folder: string, windowPage: string): void {
  app.setPath('userData', join(folder, printJobFiles.profile)) // the lab's own window may be open
  app.disableHardwareAcceleration()
  app.dock?.hide()
  nativeTheme.themeSource = 'light'
  declarePageScheme()
  confinePages()
  app.on('window-all-closed', () => undefined) // the job ends the app
  endWithCommandLine()
  void app.whenReady().then(() => print(folder, pdfPrinter(windowPage))).finally(() => {
    app.exit(0)
  })
}

/** Ends the app when the command line ends, which holds the other end of standard input. Windows gives Electron none. */
function endWithCommandLine(): void {
  if (process.platform === 'win32') return
  process.stdin.on('end', () => {
    app.exit(1)
  })
  process.stdin.resume()
}

async function print(folder: string, printer: ReportPrinter): Promise<void> {
  try {
    const { html, paper, title } = printJobSchema.parse(JSON.parse(await readRegular(join(folder, printJobFiles.job), 'utf8')))
    await writeFileWhole(join(folder, printJobFiles.pdf), await printer(html, { paper, title }))
  } catch (error) {
    await writeFileWhole(join(folder, printJobFiles.problem), JSON.stringify(toProblem(error)))
  }
}
