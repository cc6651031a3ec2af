// A report as its writers need it: figures, tables and listings numbered, each kind in the order of the document, and all texts fit to be shown.
import { phrase } from '@language/phrase'
import type { ReportBlock, ReportBlockOf } from '@contract/reports/report-block'
import type { ReportDocument, ReportSection } from '@contract/reports/report-document'
import { cleanTexts } from './clean-text'

/** What each captioned block counts as. */
const kinds = { chart: 'figure', diagram: 'figure', pictures: 'figure', table: 'table', listing: 'listing' } as const satisfies Partial<Record<ReportBlock['block'], string>>

const labels: Readonly<Record<(typeof kinds)[CaptionedKind], (number: number) => string>> = {
  figure: (number) => phrase('Figure {number}', { number }),
  table: (number) => phrase('Table {number}', { number }),
  listing: (number) => phrase('Listing {number}', { number }),
}

type CaptionedKind = keyof typeof kinds
/** A block with a caption and its label, e.g. `Figure 3`, and the name of its file, `figure-3`. */
export type Captioned<Kind extends CaptionedKind = CaptionedKind> = ReportBlockOf<Kind> & { readonly label: string; readonly fileName: string }

export interface NumberedBeside {
  readonly block: 'beside'
  readonly charts: readonly Captioned<'chart'>[]
}

type Uncaptioned = ReportBlockOf<'paragraph' | 'list' | 'markdown' | 'tiles'>
type Unfolded = Uncaptioned | { [Kind in CaptionedKind]: Captioned<Kind> }[CaptionedKind] | NumberedBeside

export type NumberedBlock = Unfolded | { readonly block: 'details'; readonly summary: string; readonly blocks: readonly Unfolded[] }

export interface NumberedSection extends Omit<ReportSection, 'blocks' | 'sections'> {
  readonly blocks: readonly NumberedBlock[]
  readonly sections: readonly NumberedSection[]
}

export interface NumberedReport extends Omit<ReportDocument, 'sections'> {
  readonly sections: readonly NumberedSection[]
}

/** The report with labels on everything that has a caption. Specs and data stay as they are. */
export function numberedReport({ data, specs, ...shown }: ReportDocument): NumberedReport {
  const clean = cleanTexts(shown)
  const counts = new Map<string, number>()

  function numbering(block: CaptionedKind): { readonly label: string; readonly fileName: string } {
    const kind = kinds[block]
    const count = (counts.get(kind) ?? 0) + 1
    counts.set(kind, count)
    return { label: labels[kind](count), fileName: `${kind}-${count}` }
  }

  function unfolded(block: Exclude<ReportBlock, ReportBlockOf<'details'>>): Unfolded {
    switch (block.block) {
      case 'chart':
      case 'diagram':
      case 'pictures':
      case 'table':
      case 'listing':
        return { ...block, ...numbering(block.block) }
      case 'beside':
        return { ...block, charts: block.charts.map((chart) => ({ ...chart, ...numbering('chart') })) }
      case 'paragraph':
      case 'list':
      case 'markdown':
      case 'tiles':
        return block
    }
  }

  const numbered = (block: ReportBlock): NumberedBlock => (block.block === 'details' ? { ...block, blocks: block.blocks.map(unfolded) } : unfolded(block))
  const section = ({ blocks, sections, ...rest }: ReportSection): NumberedSection => ({ ...rest, blocks: blocks.map(numbered), sections: sections.map(section) })
  return { ...clean, data, specs, sections: clean.sections.map(section) }
}
