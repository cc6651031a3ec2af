// A comparison in the terminal: results, what differs, paired tests and seeds, in paragraphs of 80 columns.
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { comparisonOf } from '@common/comparison/comparison'
import { runRecord } from '@contract/testing/sample-runs'
import { defaultSpec } from '@contract/training/run-spec'
import { EvaluationFile, writeEvaluation } from '../../evaluations/evaluation-file'
import { madeUpAnswers, plannedEvaluation } from '../../evaluations/testing/made-up-answers'
import { temporaryFolder } from '../../files/testing/temporary-folder'
import { ViewedEvaluation } from '../../lab/evaluations/viewed-evaluation'
import { comparisonText } from './comparison-text'

const spec = defaultSpec('lenet-relu')

/** A run of made-up answers, of which `spoilt` are wrong that would be right. */
async function evaluated(id: string, { seed, batchSize }: { seed: number; batchSize: number }, spoilt: number) {
  const folder = join(temporaryFolder(), 'evaluation')
  await writeEvaluation(folder, plannedEvaluation(400, 10, id), madeUpAnswers(400, 10).batches(400))
  const { figures, answers } = new ViewedEvaluation(new EvaluationFile(folder), [])
  let left = spoilt
  const predictions = answers.predictions.map((prediction, image) => (prediction === answers.labels[image] && left-- > 0 ? (prediction + 1) % 10 : prediction))
  const accuracy = { ...figures.accuracy, value: (figures.accuracy.value ?? 0) - spoilt / 400 }
  return { run: runRecord({ id, title: id, spec: { ...spec, seed, batchSize } }), summary: { runId: id, name: 'step-000000010-epoch-1-test', ...figures, accuracy }, answers: { ...answers, predictions } }
}

it('tells results, differences, paired tests and seeds', async () => {
  const runs = [await evaluated('a', { seed: 0, batchSize: 64 }, 0), await evaluated('b', { seed: 1, batchSize: 64 }, 4), await evaluated('c', { seed: 0, batchSize: 128 }, 60), await evaluated('d', { seed: 1, batchSize: 128 }, 66)]
  const comparison = comparisonOf(runs)
  expect(comparison.settings.map(({ label }) => label)).toEqual(['Batch size', 'Seed'])
  expect(comparison.pairs[1]?.paired?.discordance).toEqual({ onlyFirst: 60, onlySecond: 0 })
  const text = comparisonText(comparison)
  const prose = text.slice(text.indexOf('Image by image')).split('\n')
  expect(Math.max(...prose.map((line) => line.length))).toBeLessThanOrEqual(80)
  const flat = text.replace(/\s+/g, ' ')
  expect(flat).toContain('a is right on 60 images more than c: on 60 of 400 images only a is right, on 0 only c.')
  expect(flat).toContain('(p < 0.001): a is better on images of this kind.')
  expect(flat).toContain('“batch size 64” is better than “batch size 128”, and not by luck alone.')
})

it('has a line of settings for each of many runs, so that they fit a terminal', async () => {
  const runs = await Promise.all(['lenet-relu-1', 'lenet-relu-2', 'lenet-relu-3', 'lenet-relu-4', 'lenet-relu-5', 'lenet-relu-6'].map((id, index) => evaluated(id, { seed: index, batchSize: 64 * (1 + (index % 2)) }, index)))
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80 })
  const text = comparisonText(comparisonOf(runs), output)
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  expect(text).toMatch(/^lenet-relu-6 +128 +5$/m)
})

it('does not pair answers on other images', async () => {
  const [a, b] = [await evaluated('a', { seed: 0, batchSize: 64 }, 0), await evaluated('b', { seed: 1, batchSize: 64 }, 4)]
  const elsewhere = { ...b, summary: { ...b.summary, facts: { ...b.summary.facts, dataset: { ...b.summary.facts.dataset, fingerprint: 'e'.repeat(64) } } } }
  const comparison = comparisonOf([a, elsewhere])
  expect(comparison.pairs[0]?.paired).toBeNull()
  expect(comparisonText(comparison)).toContain('b was not evaluated on the same images as a')
})
