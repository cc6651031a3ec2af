// An evaluation in the terminal: everything fits 80 columns, the matrix of ten classes as a whole.
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { fashionMnist } from '../../data/fashion-mnist'
import { EvaluationFile, writeEvaluation } from '../../evaluations/evaluation-file'
import { madeUpAnswers, plannedEvaluation } from '../../evaluations/testing/made-up-answers'
import { temporaryFolder } from '../../files/testing/temporary-folder'
import { ViewedEvaluation } from '../../lab/evaluations/viewed-evaluation'
import { evaluationText } from './evaluation-text'

async function textOf(images: number, classes: readonly string[]): Promise<string> {
  const folder = join(temporaryFolder(), 'evaluation')
  await writeEvaluation(folder, plannedEvaluation(images, classes.length), madeUpAnswers(images, classes.length).batches(500))
  const { figures, matrix } = new ViewedEvaluation(new EvaluationFile(folder), [])
  return evaluationText({ runId: 'lenet-relu-1', name: 'step-000000010-epoch-1-test', ...figures }, matrix, { title: 'Fashion-MNIST', classes })
}

const widest = (text: string): number => Math.max(...text.split('\n').map((line) => line.length))

it('shows the whole confusion matrix of ten classes', async () => {
  const text = await textOf(10_000, fashionMnist.classes)
  expect(widest(text)).toBeLessThanOrEqual(80)
  expect(text).toMatch(/^accuracy {3}\d\d\.\d %, \d,\d{3} images; 95 % interval \d\d\.\d–\d\d\.\d %$/m)
  const rows = text.split('\n').filter((line) => /^\d .{14}( +\d+){10}$/.test(line))
  const counts = rows.map((row) => row.slice(16).trim().split(/ +/).map(Number))
  expect(counts.flat().reduce((sum, count) => sum + count, 0)).toBe(10_000)
  expect(text).toContain('expected calibration error')
})

it('shows the pairs confused most where a matrix does not fit, and cuts long names', async () => {
  const text = await textOf(500, Array.from({ length: 40 }, (_, label) => `a kind with a long name, of number ${label}`))
  expect(widest(text)).toBeLessThanOrEqual(80)
  expect(text).toContain('The 15 classes with the lowest F1 of 40; --json has all.')
  expect(text).toMatch(/^class +taken for +images$/m)
  expect(text).toContain('a kind with a…')
})
