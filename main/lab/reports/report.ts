// Reports as files, in the format that is asked for.
import type { RunDetail } from '@contract/api/runs-api'
import { LabError } from '@contract/problem'
import { join } from 'node:path'
import { writeFileWhole } from '../../files/durable-file'
import { fileTrouble } from '../../files/file-trouble'
import { htmlReport } from './html-report'
import { csvReport, jsonReport, markdownReport } from './text-reports'

const writers = { html: htmlReport, md: markdownReport, csv: csvReport, json: jsonReport }

export const reportFormats = Object.keys(writers) as ReportFormat[]
export type ReportFormat = keyof typeof writers

/** Writes a report of the runs to a file, whole or not at all. @throws LabError `report/unwritable` */
export async function writeReport(details: readonly RunDetail[], format: ReportFormat, path: string): Promise<void> {
  const text = writers[format](details)
  try {
    await writeFileWhole(path, text)
  } catch (error) {
    throw new LabError('report/unwritable', `The report ${path} cannot be written: ${fileTrouble(error)}.`, 'Choose another place.', { cause: error })
  }
}

/** Writes a run's report into the run's own folder. @returns the path of the file */
export async function writeRunReport(folder: string, detail: RunDetail): Promise<string> {
  const path = join(folder, 'report.html')
  await writeReport([detail], 'html', path)
  return path
}
