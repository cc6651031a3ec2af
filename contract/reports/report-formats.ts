// What each format of reports is called, what it is for, and how names of its files end.
import { phrase } from '@language/phrase'
import type { ReportFormat } from './report-request'

interface FormatWords {
  readonly title: string
  readonly help: string
  readonly ending: string
}

export const reportFormatWords: Readonly<Record<ReportFormat, FormatWords>> = {
  pdf: { title: 'PDF', help: phrase('Pages to print or hand in'), ending: '.pdf' },
  html: { title: 'HTML', help: phrase('One file for any browser'), ending: '.html' },
  md: { title: 'Markdown', help: phrase('Text, with charts in a folder beside it'), ending: '.md' },
  csv: { title: 'CSV', help: phrase('The numbers as a table'), ending: '.csv' },
  json: { title: 'JSON', help: phrase('Everything, for other programs'), ending: '.json' },
  ipynb: { title: phrase('Notebook'), help: phrase('For Jupyter: results and program'), ending: '.ipynb' },
}
