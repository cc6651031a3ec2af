// A report as a Jupyter notebook (nbformat 4.5): its text and figures, and for each run the PyTorch program that repeats it, in cells that run one after the other.
import { phrase } from '@language/phrase'
import type { ReportDocument } from '@contract/reports/report-document'
import { cleanText } from './clean-text'
import { headMarkdown, SectionWriter } from './markdown-writer'
import { markdownText } from './markdown-text'
import { numberedReport } from './numbered-report'

export interface NotebookProgram {
  /** Title or id of the run. */
  readonly run: string
  /** The whole run in PyTorch, as `programCode` writes it. */
  readonly text: string
}

interface MarkdownCell {
  readonly cell_type: 'markdown'
  readonly metadata: object
  readonly source: readonly string[]
}

interface CodeCell {
  readonly cell_type: 'code'
  readonly metadata: object
  readonly execution_count: null
  readonly outputs: readonly []
  readonly source: readonly string[]
}

/** The file's text. @param programs of those runs that can be written in PyTorch */
export function notebookReport(document: ReportDocument, programs: readonly NotebookProgram[]): string {
  const report = numberedReport(document)
  const { title, author, labVersion } = report
  const writer = new SectionWriter({ isInline: true, folder: '' })
  const head = `${headMarkdown(report)}\n\n${phrase('Made with CNN Lab {version}.', { version: markdownText(labVersion) })}`
  const cells = [markdownCell(head), ...report.sections.map((section) => markdownCell(writer.section(section, 2))), ...programs.flatMap(programCells)]
  const notebook = {
    cells: cells.map((cell, place) => ({ ...cell, id: `cell-${place + 1}` })),
    metadata: {
      kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' },
      language_info: { name: 'python', file_extension: '.py', mimetype: 'text/x-python' },
      title: title === '' ? phrase('Report') : title,
      ...(author === '' ? {} : { authors: [{ name: author }] }),
    },
    ...{ nbformat: 4, nbformat_minor: 5 },
  }
  return `${JSON.stringify(notebook, null, 1)}\n`
}

function programCells({ run, text }: NotebookProgram): readonly (MarkdownCell | CodeCell)[] {
  const heading = `## ${phrase('{run} in PyTorch', { run: markdownText(cleanText(run)) })}\n\n${phrase('The cells below train the same network on the same data, one after the other: settings, network, data, training. PyTorch and torchvision are needed (`pip install torch torchvision`).')}`
  return [markdownCell(heading), ...programSections(text).map(codeCell)]
}

/** What stands between two empty lines each: docstring and imports, settings, every class and function, and last the lines that train. */
function programSections(text: string): readonly string[] {
  const sections = text.trimEnd().split('\n\n\n')
  return sections.map((section) => (section.startsWith(mainLine) ? section.slice(mainLine.length).replace(/^ {4}/gm, '') : section))
}

/** How the lines begin that a program runs and a module does not; a notebook runs its cells. */
const mainLine = 'if __name__ == "__main__":\n'

const markdownCell = (text: string): MarkdownCell => ({ cell_type: 'markdown', metadata: {}, source: lines(text) })
const codeCell = (text: string): CodeCell => ({ cell_type: 'code', metadata: {}, execution_count: null, outputs: [], source: lines(text) })

/** Lines with their ends, as notebooks keep them. */
const lines = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []
