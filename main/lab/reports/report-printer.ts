// What prints a report as PDF: the window's own Electron, or one that the command line starts for it.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import type { ReportOptions } from '@contract/reports/report-request'

export interface PrintOptions extends Pick<ReportOptions, 'paper'> {
  /** Stands at the head of every page. */
  readonly title: string
  /** Ends the printing. */
  readonly signal?: AbortSignal
}

/**
 * Prints a page of HTML that needs no scripts and no network.
 * @returns the PDF
 * @throws LabError `report/not-printed`, `report/no-electron`; the reason of the signal
 */
export type ReportPrinter = (html: string, options: PrintOptions) => Promise<Uint8Array>

/** Seconds after which the printing of a page is given up; 164 pages, a million letters, took 25 on a crowded machine. */
export const printPatience = (html: string): number => 120 + html.length / 20_000

/** Of a lab that has no Electron at hand. */
export const noPrinter: ReportPrinter = () => Promise.reject(new LabError('report/not-printed', phrase('This lab prints no PDF.'), phrase('Write the report as html, and print that from a browser.')))
