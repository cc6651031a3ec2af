// Use cases about reports: as data, as a page to look at, as a file that the user names, and of a run in the run's own folder; and runs as files for other programs.
import { basename, extname, join } from 'node:path'
import { formatDate } from '@common/words/format'
import type { PartOffer, ReportPreview } from '@contract/api/reports-api'
import type { RunExportFormat } from '@contract/api/window-api'
import { oneLine } from '@contract/one-line'
import { reportVersion, type ReportDocument, type ReportSection } from '@contract/reports/report-document'
import { needsEngine, partsOfSubject, reportParts, type ReportSubjectKind } from '@contract/reports/report-parts'
import { usualOptions, type ReportFormat, type ReportOptions, type ReportSubject } from '@contract/reports/report-request'
import { labVersion } from '../version'
import type { ReportSources } from './report-sources'
import type { ReportPrinter } from './report-printer'
import { exportRuns } from './run-exports'
import type { MissingParts, SubjectReport, SubjectReporter } from './subject-report'
import { assertFree, writeReportFiles } from './write-report-files'

/** The builder of each kind of report; loaded when one is asked for, as most calls of the lab make none. */
const reporters: { readonly [Kind in ReportSubjectKind]: () => Promise<SubjectReporter<Kind>> } = {
  runs: async () => (await import('./subjects/runs-report')).runsReport,
  comparison: async () => (await import('./subjects/comparison-report')).comparisonReport,
  sweep: async () => (await import('./subjects/sweep-report')).sweepReport,
  experiment: async () => (await import('./subjects/experiment-report')).experimentReport,
}

export interface WriteOptions {
  /** Whether a file that is there is replaced. */
  readonly replaces: boolean
  /** Ends the work, with nothing written. */
  readonly signal?: AbortSignal
}

export class ReportUseCases {
  readonly #sources: ReportSources
  readonly #printer: ReportPrinter

  constructor(sources: ReportSources, printer: ReportPrinter) {
    this.#sources = sources
    this.#printer = printer
  }

  /** The report as data, which every format is written from. @throws LabError where there is no such subject, `store/damaged` */
  async document(subject: ReportSubject, options: ReportOptions, now = new Date()): Promise<ReportDocument> {
    const report = await this.#ask(subject, (reporter, ofKind) => reporter.report(ofKind, options, this.#sources))
    return completed(report, options, now)
  }

  /** The parts that reports of such a subject may have; `missing` says why this one does not have a part, in a sentence. @throws as `document` */
  async reportParts(subject: ReportSubject): Promise<readonly PartOffer[]> {
    const missing: MissingParts = await this.#ask(subject, (reporter, ofKind) => reporter.missing(ofKind, this.#sources))
    return partsOfSubject(subject.kind).map((part) => ({ part, missing: missing[part] ?? null }))
  }

  /** The report as an HTML page for the window. @throws as `document` */
  async previewReport(subject: ReportSubject, options: ReportOptions): Promise<ReportPreview> {
    const { htmlReport } = await import('./writers/html-writer')
    const document = await this.document(subject, options)
    return { html: htmlReport(document, { reader: 'window' }), title: document.title, date: document.date }
  }

  /**
   * Writes a report to a file, whole or not at all; its figures, where the format has them beside it, into a folder named like the file.
   * @param path absolute
   * @throws LabError `report/exists` where there is a file and it is not to be replaced, `report/unwritable`; the reason of the signal; as `document`; of a PDF as {@link ReportPrinter}
   */
  async write(subject: ReportSubject, format: ReportFormat, options: ReportOptions, path: string, { replaces, signal }: WriteOptions): Promise<void> {
    if (!replaces) await assertFree(path)
    const { reportFiles } = await import('./report-files')
    const document = await unlessStopped(this.document(subject, options), signal)
    const folder = `${basename(path, extname(path))}-files`
    const files = await reportFiles(format, document, { options, folder, signal, printer: this.#printer, models: this.#sources.models })
    signal?.throwIfAborted()
    await writeReportFiles(files, { path, folder, replaces })
  }

  /**
   * Writes the report of a run into its own folder, in the place of the one before; answers with the file's path. It has the usual parts but for those
   * that an engine process is asked for.
   * @throws LabError `run/unknown`, `store/damaged`, `report/unwritable`
   */
  async ofRun(id: string): Promise<string> {
    const { spec } = await this.#sources.runs.record(id)
    const usual = usualOptions('runs')
    const parts = usual.parts.filter((part) => !needsEngine(part) && (part !== 'network' || spec.network.kind !== 'file'))
    const path = join(this.#sources.folders.run(id), 'report.html')
    await this.write({ kind: 'runs', ids: [id] }, 'html', { ...usual, parts }, path, { replaces: true })
    return path
  }

  /**
   * Writes runs for other programs: each once, with its settings and results. An existing file is replaced; of a TensorBoard folder, the files of
   * these runs.
   * @param path absolute; of `tensorboard` a folder, which is made where it is missing
   * @param most of JSON: points of each run, beyond which neighbours are merged; null: so many that the file has a few megabytes
   * @throws LabError `run/unknown`, `store/damaged`, `export/unwritable`
   */
  export(ids: readonly string[], format: RunExportFormat, path: string, most: number | null = null): Promise<void> {
    return exportRuns(ids, format, path, this.#sources, most)
  }

  /** Asks the builder of a subject's kind. */
  async #ask<Answer>(subject: ReportSubject, question: (reporter: SubjectReporter<ReportSubjectKind>, subject: never) => Promise<Answer>): Promise<Answer> {
    return question((await reporters[subject.kind]()) as SubjectReporter<ReportSubjectKind>, subject as never)
  }
}

/** What the work answers, or at once the reason of the signal; the work itself ends unheard. */
function unlessStopped<Answer>(work: Promise<Answer>, signal: AbortSignal | undefined): Promise<Answer> {
  if (!signal) return work
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => { reject(signal.reason as Error) }, { once: true })
    work.then(resolve, reject)
    if (signal.aborted) reject(signal.reason as Error)
  })
}

/** The document of a report: what was made of the subject, and what the user has said. */
function completed({ title, sections, ...report }: SubjectReport, options: ReportOptions, now: Date): ReportDocument {
  return {
    ...{ format: 'cnn-lab-report', version: reportVersion, ...report },
    title: oneLine(options.title) || title,
    ...{ author: oneLine(options.author), course: oneLine(options.course), date: oneLine(options.date) || formatDate(now), madeAt: now.toISOString(), labVersion },
    sections: [...ownText(options), ...sections],
  }
}

function ownText({ parts, text }: ReportOptions): readonly ReportSection[] {
  if (!parts.includes('text') || text.trim() === '') return []
  return [{ id: 'text', title: reportParts.text.title, part: 'text', blocks: [{ block: 'markdown', source: text }], sections: [] }]
}
