// Reports of comparisons: curves over each other, results side by side, paired tests in sentences, seeds as groups, and what was not evaluated.
import { pairedEvaluations } from '@common/comparison/paired-evaluations'
import { pairedComparison } from '@common/conclusions/paired-comparison'
import { pageFormats } from '@common/words/format'
import type { EvaluationAnswers, StoredEvaluation } from '@contract/api/evaluations-api'
import { confusionMatrix } from '@common/statistics/confusion-matrix'
import { reportDocumentSchema } from '@contract/reports/report-document'
import { partsOfSubject } from '@contract/reports/report-parts'
import { usualOptions } from '@contract/reports/report-request'
import type { RunRecord } from '@contract/runs/run-record'
import { expect, it } from 'vitest'
import { finishedRun } from '../../testing/finished-run'
import { sampleSpec } from '../../testing/samples'
import { madeUpSources } from '../testing/made-up-sources'
import { comparisonReport } from './comparison-report'

const checkpoint = { folder: 'checkpoints/step-000001407-epoch-3', step: 1407, epoch: 3, epochsDone: 3 } as unknown as NonNullable<RunRecord['checkpoint']>

const runAt = (id: string, learningRate: number, seed: number): RunRecord => {
  const spec = sampleSpec({ epochs: 3, seed })
  return finishedRun({ id, title: `Rate ${learningRate}, seed ${seed}`, checkpoint }, { ...spec, optimizer: { ...spec.optimizer, learningRate } }).run
}

const images = 400
const labels = Uint16Array.from({ length: images }, (_, image) => image % 10)
/** Every n-th image is taken for the next class. */
const answersOf = (everyWrong: number): EvaluationAnswers => ({ labels, predictions: labels.map((label, image) => (image % everyWrong === 0 ? (label + 1) % 10 : label)), images: null })

async function reportOf(runs: readonly RunRecord[], answers: Readonly<Record<string, EvaluationAnswers>>) {
  const stored = (runId: string) => ({ runId, name: 'last', facts: { split: 'test', views: 'single', checkpoint, dataset: { fingerprint: 'f00d' }, versions: { cnnLab: '1', onnxRuntime: '1' } } }) as unknown as StoredEvaluation
  const answersFor = (runId: string): EvaluationAnswers => answers[runId] ?? { labels: new Uint16Array(), predictions: new Uint16Array(), images: null }
  const sources = madeUpSources({
    runs,
    evaluations: {
      evaluations: (id) => Promise.resolve(answers[id] ? [stored(id)] : []),
      evaluationAnswers: ({ runId }) => Promise.resolve(answersFor(runId)),
      confusionMatrix: ({ runId }) => Promise.resolve(confusionMatrix(answersFor(runId).labels, answersFor(runId).predictions, 10)),
    },
  })
  const report = await comparisonReport.report({ kind: 'comparison', ids: runs.map(({ id }) => id) }, { ...usualOptions('comparison'), parts: partsOfSubject('comparison') }, sources)
  reportDocumentSchema.parse({ format: 'cnn-lab-report', version: 1, author: '', course: '', date: '', madeAt: '2026-11-29T00:00:00.000Z', labVersion: '0', ...report })
  const textOf = (part: string): string => JSON.stringify(report.sections.find((section) => section.part === part)?.blocks ?? [])
  return { report, textOf }
}

it('pairs the answers of two runs in the sentence of the command line, and draws the difference of what they confuse', async () => {
  const answers = { one: answersOf(5), two: answersOf(20) }
  const { report, textOf } = await reportOf([runAt('one', 0.1, 0), runAt('two', 0.05, 0)], answers)
  const sentence = pairedComparison({ first: 'A', second: 'B', ...pairedEvaluations(answers.one, answers.two) }, pageFormats)
  expect(textOf('summary')).toContain(sentence)
  expect(textOf('differences')).toContain(sentence)
  expect(textOf('differences')).toContain('"kind":"matrix"')
  expect(textOf('differences')).toContain('{"text":"Learning rate"},{"text":"0.1"},{"text":"0.05"}')
  expect(textOf('results')).toMatch(/\d\d\.\d\u00a0% \(\d\d\.\d–\d\d\.\d\)/)
  expect(textOf('curves')).toContain('A: learning rate 0.1')
  expect(report.data.rows).toHaveLength(6)
  expect(JSON.stringify(report)).not.toMatch(/NaN|undefined|Infinity/)
})

it('puts seeds of a setting together: one curve with a shade, means in the table, sentences over the seeds', async () => {
  const runs = [runAt('a0', 0.1, 0), runAt('a1', 0.1, 1), runAt('b0', 0.05, 0), runAt('b1', 0.05, 1)]
  const { report, textOf } = await reportOf(runs, {})
  const curves = report.sections.find(({ part }) => part === 'curves')?.blocks.flatMap((block) => (block.block === 'beside' ? block.charts : []))
  const lines = curves?.[0]?.chart.kind === 'lines' ? curves[0].chart.lines : []
  expect(lines.map(({ label, stroke }) => [label, stroke])).toEqual([['A, B: learning rate 0.1', 'solid'], ['', 'dashed'], ['C, D: learning rate 0.05', 'solid'], ['', 'dashed']])
  expect(lines[0]?.band).toHaveLength(3)
  expect(textOf('results')).toContain('mean of 2 seeds (A, B)')
  expect(textOf('summary')).toMatch(/on average over 2 seeds/)
})

it('says which runs were not evaluated, and which have not ended', async () => {
  const going: RunRecord = { ...runAt('two', 0.05, 0), status: 'running' }
  const { textOf } = await reportOf([runAt('one', 0.1, 0), going], { one: answersOf(5) })
  expect(textOf('summary')).toContain('Not complete: B (running, epoch 3 of 3).')
  expect(textOf('differences')).toContain('cnn-lab evaluate two')
})
