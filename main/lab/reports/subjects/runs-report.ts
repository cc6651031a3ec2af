// The report of one or more runs, each for itself; several begin with a table of all.
import { formatCounted, formatDuration, formatLoss, formatPercent, formatRate, formatZonedMoment } from '@common/words/format'
import type { ReportBlock, ReportCell } from '@contract/reports/report-block'
import type { ReportSection, TidyTable } from '@contract/reports/report-document'
import { partsOfSubject, type ReportPartName } from '@contract/reports/report-parts'
import type { ReportText } from '@contract/reports/report-text'
import type { EpochResult, RunRecord } from '@contract/runs/run-record'
import { curvesPart } from '../parts/curves-part'
import { epochsPart } from '../parts/epochs-part'
import { performancePart } from '../parts/performance-part'
import { publishedPart } from '../parts/published-part'
import { ReportedRun } from '../parts/reported-run'
import type { RunPart } from '../parts/run-part'
import { settingsPart } from '../parts/settings-part'
import { summaryPart } from '../parts/summary-part'
import type { ReportSources } from '../report-sources'
import type { MissingParts, SubjectReporter } from '../subject-report'

/** The parts of a run's report by their names. */
const runParts: Partial<Record<ReportPartName, RunPart>> = {
  summary: summaryPart,
  settings: settingsPart,
  curves: curvesPart,
  epochs: epochsPart,
  performance: performancePart,
  published: publishedPart,
}

export const runsReport: SubjectReporter<'runs'> = {
  report: async ({ ids }, { parts }, sources) => {
    const reported = await reportedRuns(ids, sources)
    const runs = reported.map(({ run }) => run)
    const [first] = runs
    const isOne = runs.length === 1 && first !== undefined
    const sections: ReportSection[] = []
    if (!isOne) sections.push(overview(reported))
    for (const one of reported) {
      const own = await sectionsOf(one, parts)
      sections.push(...(isOne ? own : [{ id: one.id, title: one.run.title, part: null, blocks: [under(one.run)], sections: own }]))
    }
    return {
      subject: isOne ? 'run' : 'runs',
      title: isOne ? first.title : formatCounted(runs.length, 'run'),
      subtitle: isOne ? underWords(first) : runs.map(({ id }) => id).join(', '),
      sections,
      data: epochsTable(runs),
      specs: Object.fromEntries(runs.map(({ id, spec }) => [id, spec])),
    }
  },
  missing: async ({ ids }, sources) => {
    const reported = await reportedRuns(ids, sources)
    const missing: MissingParts = {}
    for (const name of partsOfSubject('runs')) {
      const reasons = await Promise.all(reported.map((run) => runParts[name]?.missing(run) ?? Promise.resolve(null)))
      const [reason] = reasons
      // A part that some of the runs have can be ticked.
      if (typeof reason === 'string' && !reasons.includes(null)) missing[name] = reason
    }
    return missing
  },
}

/** @throws LabError `run/unknown`, `store/damaged` */
async function reportedRuns(ids: readonly string[], sources: ReportSources): Promise<readonly ReportedRun[]> {
  const runs = await Promise.all([...new Set(ids)].map((id) => sources.runs.record(id)))
  return runs.map((run, index) => new ReportedRun(run, sources, { index, count: runs.length }))
}

/** The ticked parts of a run, in the order of the table of parts. */
async function sectionsOf(reported: ReportedRun, ticked: readonly ReportPartName[]): Promise<readonly ReportSection[]> {
  const sections: ReportSection[] = []
  for (const name of partsOfSubject('runs')) {
    const section = ticked.includes(name) ? await runParts[name]?.section(reported) : null
    if (section) sections.push(section)
  }
  return sections
}

const underWords = (run: RunRecord): string => [run.title === run.id ? '' : run.id, run.status, formatZonedMoment(run.startedAt)].filter((part) => part !== '').join(' · ')

const under = (run: RunRecord): ReportBlock => ({ block: 'paragraph', role: 'note', text: underWords(run) })

/** Text that leads to a section of the report. */
function linked(text: string, section: string): Exclude<ReportText, string> {
  return [{ text, link: `#${section}` }]
}

/** A row for each run, which leads to the run's own section. */
function overview(reported: readonly ReportedRun[]): ReportSection {
  const number = (value: number | null, words: (value: number) => string): ReportCell => ({ text: value === null ? '' : words(value), value })
  return {
    id: 'overview',
    title: 'Overview',
    part: null,
    blocks: [{
      block: 'table',
      caption: 'The runs of this report; results after the last epoch.',
      columns: [
        ...['Run', 'Title', 'Status'].map((title) => ({ title, kind: 'text' } as const)),
        ...['Epochs', 'Train loss', 'Test accuracy', 'Images/s', 'Time'].map((title) => ({ title, kind: 'number' } as const)),
      ],
      rows: reported.map(({ id, run }) => [
        { text: linked(run.id, id) },
        { text: run.title === run.id ? '' : run.title },
        { text: run.status },
        number(run.epochs.length, String),
        number(run.trainLoss, formatLoss),
        number(run.testAccuracy, formatPercent),
        number(run.imagesPerSecond, formatRate),
        number(run.elapsedSeconds, formatDuration),
      ]),
    }],
    sections: [],
  }
}

const epochColumns = ['epoch', 'trainLoss', 'trainAccuracy', 'testLoss', 'testAccuracy', 'imagesPerSecond', 'seconds'] as const satisfies readonly (keyof EpochResult)[]

/** A row for each epoch of each run. */
function epochsTable(runs: readonly RunRecord[]): TidyTable {
  return {
    columns: ['run', 'title', ...epochColumns],
    rows: runs.flatMap(({ id, title, epochs }) => epochs.map((result) => [id, title, ...epochColumns.map((column) => result[column])])),
  }
}
