// The file of an evaluation: what is written comes back, in float16 where it is large; damage is noticed when it is opened.
import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { largestFloat32, probabilityType } from '@contract/runs/evaluation'
import { BrokenSeal } from '../files/sealed-folder'
import { temporaryFolder } from '../files/testing/temporary-folder'
import { readTensors } from '../networks/export/safetensors'
import { EvaluationFile, evaluationFactsIn, writeEvaluation } from './evaluation-file'
import { madeUpAnswers, plannedEvaluation } from './testing/made-up-answers'

async function written(images = 50, classes = 7) {
  const folder = join(temporaryFolder(), 'evaluation')
  const answers = madeUpAnswers(images, classes)
  const facts = await writeEvaluation(folder, plannedEvaluation(images, classes), answers.batches(16))
  return { folder, answers, facts }
}

it('holds every column and the probabilities of every image, and tells the mean loss and the share of right answers', async () => {
  const { folder, answers, facts } = await written()
  const file = new EvaluationFile(folder)
  const { probabilities, ...columns } = answers.all
  expect(file.columns).toEqual(columns)
  const some = [0, 17, 49]
  expect(file.probabilitiesOf(some)).toEqual(some.map((image) => probabilities.slice(image * 7, (image + 1) * 7)))
  expect(file.facts).toEqual(facts)
  expect(evaluationFactsIn(folder)).toEqual(facts)
  expect(facts.accuracy).toBe(columns.labels.filter((label, image) => columns.predictions[image] === label).length / 50)
  expect(facts.loss).toBeCloseTo(columns.losses.reduce((sum, loss) => sum + loss, 0) / 50, 12)
})

it('can be read by any reader of the format', async () => {
  const { folder, answers } = await written()
  const bytes = readFileSync(join(folder, 'images.safetensors'))
  const header = JSON.parse(bytes.toString('utf8', 8, 8 + Number(bytes.readBigUInt64LE()))) as Record<string, { dtype: string; shape: number[]; data_offsets: number[] }>
  expect(Object.entries(header).map(([name, { dtype, shape }]) => [name, dtype, shape])).toEqual([
    ['probabilities', 'F32', [50, 7]], ['labels', 'U16', [50]], ['predictions', 'U16', [50]], ['ranks', 'U16', [50]], ['losses', 'F32', [50]], ['confidences', 'F32', [50]],
  ])
  expect(header.confidences?.data_offsets[1]).toBe(bytes.length - 8 - Number(bytes.readBigUInt64LE()))
  await expect(readTensors(join(folder, 'images.safetensors'))).rejects.toThrow('U16') // which programs of the engine do not compute with
  expect(answers.all.labels).toHaveLength(50)
})

it('takes half the space where probabilities would fill more than 64 MB, exact to a thousandth', async () => {
  expect(probabilityType(10_000, 10)).toBe('float32')
  expect(probabilityType(1_000_000, 1000)).toBe('float16')
  const classes = 4000
  const images = Math.ceil(largestFloat32 / 4 / classes) + 1
  const folder = join(temporaryFolder(), 'evaluation')
  const answers = madeUpAnswers(images, classes)
  const facts = await writeEvaluation(folder, plannedEvaluation(images, classes), answers.batches(500))
  expect(facts.probabilities).toBe('float16')
  const [row = new Float32Array()] = new EvaluationFile(folder).probabilitiesOf([images - 1])
  const exact = answers.all.probabilities.slice((images - 1) * classes)
  expect(Math.max(...row.map((value, label) => Math.abs(value - (exact[label] ?? NaN)) / Math.max(exact[label] ?? NaN, 1e-4)))).toBeLessThan(1e-3)
})

it('is not there where the batches end too early', async () => {
  const folder = join(temporaryFolder(), 'evaluation')
  await expect(writeEvaluation(folder, plannedEvaluation(60, 7), madeUpAnswers(50, 7).batches(16))).rejects.toThrow('50 of 60')
  expect(evaluationFactsIn(folder)).toBeNull()
})

it('is refused where it is cut, or its manifest was changed', async () => {
  const { folder } = await written()
  const path = join(folder, 'images.safetensors')
  const size = readFileSync(path).length
  truncateSync(path, size - 1)
  expect(() => new EvaluationFile(folder)).toThrow(BrokenSeal)
  expect(evaluationFactsIn(folder)).toBeNull()
  const { folder: other } = await written()
  writeFileSync(join(other, 'manifest.json'), readFileSync(join(other, 'manifest.json'), 'utf8').replace('"images": 50', '"images": 51'))
  expect(() => new EvaluationFile(other)).toThrow(BrokenSeal)
})
