// The report of a comparison: curves over each other, results side by side, what differs, and paired tests.
import { enumeration } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import { repeating } from '@common/training/repeating'
import { formatCounted } from '@common/words/format'
import { curvesPart } from '../parts/comparison/curves-part'
import { differencesPart } from '../parts/comparison/differences-part'
import { environmentPart } from '../parts/comparison/environment-part'
import { ReportedComparison } from '../parts/comparison/reported-comparison'
import { resultsPart } from '../parts/comparison/results-part'
import { summaryPart } from '../parts/comparison/summary-part'
import { missingParts, tickedSections, type SubjectParts } from '../parts/subject-part'
import type { SubjectReporter } from '../subject-report'
import { tidyEpochs } from '../tidy-epochs'

const comparisonParts: SubjectParts<ReportedComparison> = {
  summary: summaryPart,
  curves: curvesPart,
  results: resultsPart,
  differences: differencesPart,
  environment: environmentPart,
}

export const comparisonReport: SubjectReporter<'comparison'> = {
  report: async ({ ids }, { parts }, sources) => {
    const reported = await ReportedComparison.read(ids, sources)
    const runs = reported.runs.map(({ run }) => run)
    return {
      subject: 'comparison',
      title: phrase('Comparison of {runs}', { runs: formatCounted(runs.length, 'run') }),
      subtitle: enumeration(runs.map(({ id }) => id)),
      sections: await tickedSections('comparison', ids.join(', '), comparisonParts, reported, parts),
      data: tidyEpochs(runs),
      specs: Object.fromEntries(runs.map((run) => [run.id, repeating(run)])),
    }
  },
  missing: async ({ ids }, sources) => missingParts('comparison', comparisonParts, await ReportedComparison.read(ids, sources)),
}
