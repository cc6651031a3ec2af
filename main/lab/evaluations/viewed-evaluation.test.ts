// The figures, matrix and pages of an evaluation follow from its images, with and without corrections of labels.
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { ImageQuery } from '@contract/api/evaluations-api'
import type { LabelCorrection } from '@contract/data/label-correction'
import { EvaluationFile, writeEvaluation } from '../../evaluations/evaluation-file'
import { madeUpAnswers, plannedEvaluation } from '../../evaluations/testing/made-up-answers'
import { temporaryFolder } from '../../files/testing/temporary-folder'
import { ViewedEvaluation } from './viewed-evaluation'

const [images, classes] = [200, 7]

async function stored() {
  const folder = join(temporaryFolder(), 'evaluation')
  const { all, batches } = madeUpAnswers(images, classes)
  await writeEvaluation(folder, plannedEvaluation(images, classes), batches(64))
  return { file: new EvaluationFile(folder), all }
}

const correction = (image: number, label: number): LabelCorrection => ({ dataset: 'f'.repeat(64), split: 'test', image, label, note: '', correctedAt: '2026-11-28T12:00:00.000Z' })
const everything: ImageQuery = { order: 'index', answers: 'all', label: null, prediction: null, offset: 0, count: 500 }

it('counts every image once in matrix, classes and reliability bins', async () => {
  const { file, all } = await stored()
  const view = new ViewedEvaluation(file, [])
  const { correct, accuracy, perClass, calibration, topK, loss } = view.figures
  const right = all.labels.filter((label, image) => all.predictions[image] === label).length
  expect({ correct, loss, value: accuracy.value }).toEqual({ correct: right, loss: file.facts.loss, value: file.facts.accuracy })
  expect(view.matrix.counts.reduce((sum, count) => sum + count, 0)).toBe(images)
  expect(perClass.reduce((sum, figures) => sum + figures.correct, 0)).toBe(right)
  expect(calibration.bins.reduce((sum, bin) => sum + bin.images, 0)).toBe(images)
  expect(topK.map(({ k }) => k)).toEqual([3, 5])
  expect(topK[1]?.accuracy.value).toBeGreaterThanOrEqual(topK[0]?.accuracy.value ?? NaN)
})

it('finds the images of a cell of the matrix, as many as it counts', async () => {
  const { file } = await stored()
  const view = new ViewedEvaluation(file, [])
  let all = 0
  for (let label = 0; label < classes; label++) {
    for (let prediction = 0; prediction < classes; prediction++) {
      const page = view.page({ ...everything, label, prediction })
      expect(page.total).toBe(view.matrix.counts[label * classes + prediction])
      expect(page.images.every((image) => image.label === label && image.prediction === prediction)).toBe(true)
      all += page.total
    }
  }
  expect(all).toBe(images)
})

it('turns pages in order: the highest loss first, the most confident mistakes first', async () => {
  const { file } = await stored()
  const view = new ViewedEvaluation(file, [])
  const pages = [0, 70, 140].flatMap((offset) => view.page({ ...everything, order: 'loss', offset, count: 70 }).images)
  expect(new Set(pages.map(({ index }) => index)).size).toBe(images)
  for (const [place, { loss }] of pages.entries()) expect(loss).toBeGreaterThanOrEqual(pages[place + 1]?.loss ?? -1)
  const mistakes = view.page({ ...everything, order: 'confidence', answers: 'wrong' })
  expect(mistakes.total).toBe(images - view.figures.correct)
  expect(mistakes.images.every(({ label, prediction, rank }) => label !== prediction && rank > 0)).toBe(true)
  for (const [place, { confidence }] of mistakes.images.entries()) expect(confidence).toBeGreaterThanOrEqual(mistakes.images[place + 1]?.confidence ?? 0)
  expect(view.page({ ...everything, offset: 10_000 })).toEqual({ total: images, images: [] })
})

it('with corrections takes the new class for the label, and its probability for the loss', async () => {
  const { file, all } = await stored()
  const plain = new ViewedEvaluation(file, [])
  const [wrong] = plain.page({ ...everything, answers: 'wrong' }).images
  const [right] = plain.page({ ...everything, answers: 'right' }).images
  if (!wrong || !right) throw new Error('there must be both')
  const other = (right.label + 1) % classes
  const view = new ViewedEvaluation(file, [correction(wrong.index, wrong.prediction), correction(right.index, other), correction(images, 0), correction(0, classes)])
  const now = view.page(everything).images
  expect(now[wrong.index]).toMatchObject({ label: wrong.prediction, rank: 0, isCorrected: true })
  expect(now[right.index]).toMatchObject({ label: other, isCorrected: true })
  expect(now[right.index]?.rank).toBeGreaterThan(0)
  expect(now[right.index]?.loss).toBeCloseTo(-Math.log(all.probabilities[right.index * classes + other] ?? NaN), 6)
  expect(view.figures).toMatchObject({ corrections: 2, correct: plain.figures.correct })
  expect(now.filter(({ isCorrected }) => isCorrected)).toHaveLength(2)
  expect(plain.page(everything).images[wrong.index]).toEqual(wrong) // the stored labels are as they were
})
