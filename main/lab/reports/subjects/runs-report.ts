// The report of one or more runs, each for itself; several begin with a table of all, and of many each is told in brief.
import { groupsOf } from '@common/comparison/run-groups'
import { repeating } from '@common/training/repeating'
import { formatCounted, formatZonedMoment } from '@common/words/format'
import { listedWords } from '@common/words/listed-words'
import { baseOf, hasDefaultTitle, titleOf } from '@common/words/run-title'
import { statusWords } from '@common/words/status-words'
import { phrase } from '@language/phrase'
import { networkTitle } from '@contract/models/networks'
import type { ReportBlock } from '@contract/reports/report-block'
import type { ReportSection } from '@contract/reports/report-document'
import { partsOfSubject, type ReportPartName } from '@contract/reports/report-parts'
import type { RunRecord } from '@contract/runs/run-record'
import { paragraph } from '../blocks'
import { specListing } from '../parts/environment-part'
import { epochsTable } from '../parts/epochs-part'
import { ReportedRun } from '../parts/reported-run'
import { runParts, runSections, sharedSections } from '../parts/run-parts'
import { sentences } from '../parts/summary-part'
import type { ReportSources } from '../report-sources'
import type { MissingParts, SubjectReporter } from '../subject-report'
import { tidyEpochs } from '../tidy-epochs'
import { runsOverview, type PlacedRun } from './runs-overview'

/** Runs up to which each has all its parts; of more, each is told in brief. */
const mostInFull = 8

export const runsReport: SubjectReporter<'runs'> = {
  report: async ({ ids }, { parts }, sources) => {
    const reported = await reportedRuns(ids, sources)
    const runs = reported.map(({ run }) => run)
    const [first] = reported
    const isOne = reported.length === 1 && first !== undefined
    return {
      subject: isOne ? 'run' : 'runs',
      title: isOne ? first.run.title : severalTitle(runs),
      subtitle: isOne ? underWords(first.run) : severalSubtitle(reported),
      sections: isOne ? await runSections(first, parts) : await sectionsOfSeveral(reported, parts),
      data: tidyEpochs(runs),
      specs: Object.fromEntries(runs.map((run) => [run.id, repeating(run)])),
    }
  },
  missing: async ({ ids }, sources) => {
    const reported = await reportedRuns(ids, sources)
    const missing: MissingParts = {}
    for (const name of partsOfSubject('runs')) {
      const reason = await reasonOf(name, reported)
      if (reason !== null) missing[name] = reason
    }
    return missing
  },
}

/** Why none of the runs has a part; null: one has it, and so the part can be ticked. */
async function reasonOf(name: ReportPartName, reported: readonly ReportedRun[]): Promise<string | null> {
  let reason: string | null = null
  for (const run of reported.slice(0, mostInFull)) {
    const own = (await runParts[name]?.missing(run)) ?? null
    if (own === null) return null
    reason ??= own
  }
  return reason
}

/** @throws LabError `run/unknown`, `store/damaged` */
async function reportedRuns(ids: readonly string[], sources: ReportSources): Promise<readonly ReportedRun[]> {
  const runs = await Promise.all([...new Set(ids)].map((id) => sources.runs.record(id)))
  return runs.map((run) => new ReportedRun(run, sources))
}

/** `LeNet with ReLU, 3 seeds` where nothing else differs, else `3 runs`. */
function severalTitle(runs: readonly RunRecord[]): string {
  const [first] = runs
  return first && groupsOf(runs).length === 1 ? phrase('{title}, {seeds}', { title: titleWithoutSeed(first), seeds: formatCounted(runs.length, 'seed') }) : formatCounted(runs.length, 'run')
}

/** A title that the user has given stays as it is. */
const titleWithoutSeed = (run: RunRecord): string => (hasDefaultTitle(run) ? titleOf({ ...run.spec, seed: baseOf(run.spec).spec.seed }) : run.title)

/** Networks that the second line names. */
const mostNetworks = 3

/** `LeNet with ReLU and AlexNet on Fashion-MNIST`; of many networks their number. */
function severalSubtitle(reported: readonly ReportedRun[]): string {
  const networks = [...new Set(reported.map(({ run }) => networkTitle(run.spec.network)))]
  const sets = [...new Set(reported.map(({ dataset }) => dataset.title))]
  return phrase('{networks} on {sets}', { networks: networks.length > mostNetworks ? formatCounted(networks.length, 'network') : listedWords(networks), sets: listedWords(sets) })
}

/** What runs have in common stands once, before them. Many stand in a section of their own. */
async function sectionsOfSeveral(reported: readonly ReportedRun[], ticked: readonly ReportPartName[]): Promise<readonly ReportSection[]> {
  const placed = reported.map((run, index): PlacedRun => ({ reported: run, section: `run-${index + 1}` }))
  const own = ticked.filter((name) => runParts[name]?.shared === undefined)
  const isBrief = placed.length > mostInFull
  const runs: ReportSection[] = []
  for (const { reported: run, section } of placed) {
    const under = paragraph(underWords(run.run), 'note')
    runs.push({ id: section, title: run.run.title, part: null, blocks: [under, ...(isBrief ? brief(run, own) : [])], sections: isBrief ? [] : await runSections(run, own, `${section}-`) })
  }
  const note = paragraph(phrase('Of more than {count} runs each is told in brief; a report of a single run has its curves, results by class, mistakes and filters.', { count: mostInFull }), 'note')
  return [runsOverview(placed), ...(await sharedSections(reported, ticked)), ...(isBrief ? [{ id: 'runs', title: phrase('Runs'), part: null, blocks: [note], sections: runs }] : runs)]
}

/** A run among many: what came out; results by epoch and settings folded up. */
function brief(reported: ReportedRun, ticked: readonly ReportPartName[]): readonly ReportBlock[] {
  const { run } = reported
  return [
    ...(ticked.includes('summary') ? sentences(reported) : []),
    ...(ticked.includes('epochs') && run.epochs.length > 0 ? [{ block: 'details', summary: phrase('Results by epoch'), blocks: [epochsTable(run)] } as const] : []),
    ...(ticked.includes('settings') || ticked.includes('environment') ? [specListing(`${run.id}.json`, run.spec)] : []),
  ]
}

/** `lenet-relu-7 · completed · 22 Nov 2026, 19:56 UTC` */
const underWords = (run: RunRecord): string => [run.title === run.id ? '' : run.id, statusWords[run.status], formatZonedMoment(run.startedAt)].filter((part) => part !== '').join(' · ')
