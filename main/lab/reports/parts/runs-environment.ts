// Where several runs were trained: devices, versions, and the machine that made the report.
import { deviceWords } from '@common/words/run-facts'
import { formatCount } from '@common/words/format'
import { phrase } from '@language/phrase'
import type { ReportText } from '@contract/reports/report-text'
import type { RunRecord } from '@contract/runs/run-record'
import type { ReportSources } from '../report-sources'
import { thisMachine } from './environment-part'

/** Runs of which a stored evaluation is looked for, to tell the versions. */
const mostAsked = 5

export async function whereRunsWere(runs: readonly RunRecord[], { evaluations }: Pick<ReportSources, 'evaluations'>): Promise<readonly (readonly [name: string, words: ReportText])[]> {
  const devices = [...new Set(runs.map((run) => deviceWords(run)).filter((words) => words !== ''))]
  let versions = ''
  for (const { id } of runs.slice(0, mostAsked)) {
    const facts = (await evaluations.evaluations(id))[0]?.facts
    if (!facts) continue
    versions = `CNN Lab ${facts.versions.cnnLab}, ONNX Runtime ${facts.versions.onnxRuntime}`
    break
  }
  return [
    [phrase('Runs'), runs.length === 0 ? '' : formatCount(runs.length)],
    [phrase('Trained on § a device'), devices.join(phrase('; '))],
    [phrase('Trained with'), versions],
    ...thisMachine(),
  ]
}
