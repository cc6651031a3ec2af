// A report in each format: what its file holds, and the files that lie beside it.
import { LabError } from '@contract/problem'
import type { ReportDocument } from '@contract/reports/report-document'
import type { ReportFormat, ReportOptions } from '@contract/reports/report-request'
import { log } from '../../log/log'
import type { ReportPrinter } from './report-printer'
import type { ReportSources } from './report-sources'
import type { NotebookProgram } from './writers/notebook-writer'

export interface ReportFiles {
  readonly content: string | Uint8Array
  /** Their paths are relative to the report, with `/`. */
  readonly beside: readonly { readonly path: string; readonly bytes: Uint8Array }[]
}

export interface FileMaking {
  readonly options: ReportOptions
  /** Name of the folder of the files beside the report. */
  readonly folder: string
  readonly printer: ReportPrinter
  readonly models: Pick<ReportSources['models'], 'code'>
  /** Ends the printing. */
  readonly signal?: AbortSignal | undefined
}

/** Runs of which a notebook has the programs. */
const mostPrograms = 8

/** Each writer is loaded when its format is asked for. */
const formats: Readonly<Record<ReportFormat, (document: ReportDocument, making: FileMaking) => Promise<ReportFiles>>> = {
  html: async (document) => alone((await import('./writers/html-writer')).htmlReport(document)),
  pdf: async (document, { options: { paper }, printer, signal }) => {
    const [{ htmlReport }, { reportForPaper }] = await Promise.all([import('./writers/html-writer'), import('./writers/without-details')])
    return alone(await printer(htmlReport(reportForPaper(document), { reader: 'printing', theme: 'light' }), { paper, title: document.title, ...(signal && { signal }) }))
  },
  md: async (document, { options: { isInline }, folder }) => {
    const { text, files } = (await import('./writers/markdown-writer')).markdownReport(document, { isInline, folder })
    return { content: text, beside: files }
  },
  csv: async (document) => alone((await import('./writers/csv-writer')).csvReport(document)),
  json: async (document) => alone((await import('./writers/json-writer')).jsonReport(document)),
  ipynb: async (document, { models }) => alone((await import('./writers/notebook-writer')).notebookReport(document, await programsOf(document, models))),
}

const alone = (content: string | Uint8Array): ReportFiles => ({ content, beside: [] })

/** @throws LabError of a PDF as {@link ReportPrinter}; the signal's reason */
export const reportFiles = (format: ReportFormat, document: ReportDocument, making: FileMaking): Promise<ReportFiles> => formats[format](document, making)

/** The first runs as PyTorch programs; none of a run that cannot be written so. */
async function programsOf({ specs }: ReportDocument, models: FileMaking['models']): Promise<readonly NotebookProgram[]> {
  const programs: NotebookProgram[] = []
  for (const [run, spec] of Object.entries(specs).slice(0, mostPrograms)) {
    try {
      programs.push({ run, text: await models.code(spec, { framework: 'pytorch', wholeRun: true, run }) })
    } catch (error) {
      if (!(error instanceof LabError)) throw error
      log('info', 'reports', 'no program in a notebook', { run, reason: error.code }) // the notebook has the run's settings and results
    }
  }
  return programs
}
