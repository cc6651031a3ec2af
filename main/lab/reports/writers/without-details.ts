// A report of many runs for paper, which cannot fold: what folds on a screen is left out, and the report says so.
import { phrase } from '@language/phrase'
import type { ReportBlock } from '@contract/reports/report-block'
import type { ReportDocument, ReportSection } from '@contract/reports/report-document'
import { paragraph } from '../blocks'

/** Runs up to which a PDF has all details: those of a hundred runs fill two hundred pages. */
const mostUnfolded = 8

const isDetail = ({ block }: ReportBlock): boolean => block === 'details'

const hasDetails = ({ blocks, sections }: ReportSection): boolean => blocks.some(isDetail) || sections.some(hasDetails)

const withoutDetails = ({ blocks, sections, ...section }: ReportSection): ReportSection => ({ ...section, blocks: blocks.filter((block) => !isDetail(block)), sections: sections.map(withoutDetails) })

/** Of a report of the runs themselves; those of sweeps and experiments fold few tables, and their own. */
export function reportForPaper(report: ReportDocument): ReportDocument {
  const isLong = report.subject === 'runs' && Object.keys(report.specs).length > mostUnfolded
  const first = isLong ? report.sections.find(hasDetails) : undefined
  if (!first) return report
  const note = paragraph(phrase("With more than {count} runs a PDF leaves out what is folded up on a screen, as each run's settings and results by epoch; the same report as HTML, Markdown or JSON has them.", { count: mostUnfolded }), 'note')
  return { ...report, sections: report.sections.map((section) => (section === first ? { ...withoutDetails(section), blocks: [note, ...withoutDetails(section).blocks] } : withoutDetails(section))) }
}
