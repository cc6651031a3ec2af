// The numbers of a report as CSV: one tidy table, one row an observation.
import type { ReportDocument } from '@contract/reports/report-document'
import { csvLine } from '../csv-line'
import { cleanTexts } from './clean-text'

export function csvReport({ data }: Pick<ReportDocument, 'data'>): string {
  const { columns, rows } = cleanTexts(data)
  return [columns, ...rows].map(csvLine).join('')
}
