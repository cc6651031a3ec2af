// `cnn-lab report RUN...`: writes a report of one or more runs.
import { reportFormats, writeReport as writeReportFile, type ReportFormat } from '../lab/reports/report'
import { withLab, say, type Surroundings } from './surroundings'
import { UsageError } from './usage-error'

/** Writes the report, and says on standard error where it lies. */
export async function writeReport(runs: readonly string[], format: string, out: string, surroundings: Surroundings): Promise<void> {
  if (format === 'pdf') throw new UsageError('--format pdf needs the window, which does not print yet; write html and print that from a browser.')
  if (!isFormat(format)) throw new UsageError(`--format must be one of ${reportFormats.join(', ')}.`)
  await withLab(surroundings, async (lab) => {
    const details = []
    for (const id of runs) details.push(await lab.run(id))
    await writeReportFile(details, format, out)
    say(surroundings.stderr, `Report: ${out}`)
  })
}

function isFormat(format: string): format is ReportFormat {
  return (reportFormats as readonly string[]).includes(format)
}
