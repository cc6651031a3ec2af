// The report of a sweep: what varies, the best settings, and all results.
import { figureNames } from '@common/sweeps/results/result-figures'
import { sweepLine } from '@common/sweeps/sweep-line'
import { repeating } from '@common/training/repeating'
import { withoutStop } from '@common/words/sentences'
import type { TidyTable } from '@contract/reports/report-document'
import type { SweepRecord } from '@contract/sweeps/sweep-record'
import { missingParts, tickedSections, type SubjectParts } from '../parts/subject-part'
import { curvesPart } from '../parts/sweep/curves-part'
import { dataPart } from '../parts/sweep/data-part'
import { environmentPart } from '../parts/sweep/environment-part'
import { pointsPart } from '../parts/sweep/points-part'
import { ReportedSweep } from '../parts/sweep/reported-sweep'
import { resultsPart } from '../parts/sweep/results-part'
import { settingsPart } from '../parts/sweep/settings-part'
import { summaryPart, sweepState } from '../parts/sweep/summary-part'
import type { SubjectReporter } from '../subject-report'

const sweepParts: SubjectParts<ReportedSweep> = {
  summary: summaryPart,
  settings: settingsPart,
  data: dataPart,
  curves: curvesPart,
  results: resultsPart,
  points: pointsPart,
  environment: environmentPart,
}

export const sweepReport: SubjectReporter<'sweep'> = {
  report: async ({ id }, { parts }, sources) => {
    const reported = new ReportedSweep(await sources.sweeps.sweep(id), sources)
    const { sweep } = reported
    const runs = await reported.runs()
    return {
      subject: 'sweep',
      title: sweep.title,
      // Where the summary is not ticked, the second line tells that something is missing.
      subtitle: [sweep.id, sweepLine(sweep.spec), withoutStop(sweepState(reported))].filter((words) => words !== '').join(' · '),
      sections: await tickedSections('sweep', sweep.id, sweepParts, reported, parts),
      data: tidyPoints(sweep),
      specs: Object.fromEntries([...runs].map(([run, record]) => [run, repeating(record)])),
    }
  },
  missing: async ({ id }, sources) => missingParts('sweep', sweepParts, new ReportedSweep(await sources.sweeps.sweep(id), sources)),
}

/** A row for each point. A figure of the same name as a setting has `figure.` before it. */
function tidyPoints({ points }: SweepRecord): TidyTable {
  const paths = [...new Set(points.flatMap(({ values }) => Object.keys(values)))]
  return {
    columns: ['point', 'seed', 'run', 'status', ...paths, ...figureNames.map((name) => (paths.includes(name) ? `figure.${name}` : name))],
    rows: points.map(({ number, seed, run, status, values, figures }) => [
      ...[number, seed, run, status],
      ...paths.map((path) => {
        const value = values[path] ?? null
        return typeof value === 'boolean' ? String(value) : value
      }),
      ...figureNames.map((name) => figures[name]),
    ]),
  }
}
