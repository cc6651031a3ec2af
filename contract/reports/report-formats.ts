// What each format of reports is called, what it is for, and how names of its files end.
import type { ReportFormat } from './report-request'

interface FormatWords {
  readonly title: string
  readonly help: string
  readonly ending: string
}

export const reportFormatWords: Readonly<Record<ReportFormat, FormatWords>> = {
  pdf: { title: 'PDF', help: 'Pages to print or hand in', ending: '.pdf' },
  html: { title: 'HTML', help: 'One file for any browser', ending: '.html' },
  md: { title: 'Markdown', help: 'Text, with charts in a folder beside it', ending: '.md' },
  csv: { title: 'CSV', help: 'The numbers as a table', ending: '.csv' },
  json: { title: 'JSON', help: 'Everything, for other programs', ending: '.json' },
  ipynb: { title: 'Notebook', help: 'For Jupyter: results and program', ending: '.ipynb' },
}
