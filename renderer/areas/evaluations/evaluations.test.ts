// What the results of a run are made of: which checkpoints can be chosen, the words of a cell, the query of a page of images.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { confusionMatrix } from '@common/statistics/confusion-matrix'
import { checkpointAt } from '@contract/runs/checkpoints'
import { epochResult, runRecord } from '@contract/testing/sample-runs'
import { checkpointOptions } from './checkpoint-options'
import { confusionRows, differenceRows } from './confusion-cells'
import { filterWords, imageQuery, noFilter } from './image-query'

const names = ['Shirt', 'Coat']

it('offers the checkpoints that are kept, the newest first, and names the last and the best', () => {
  const epochs = [{ ...epochResult(1), testLoss: 0.4 }, { ...epochResult(2), testLoss: 0.5 }]
  const run = runRecord({ status: 'stopped', stepsPerEpoch: 10, epochs, checkpoint: checkpointAt(2, 25) })
  const options = checkpointOptions(run, [checkpointAt(1, 10), checkpointAt(2, 25)], [])
  expect(options.map(({ label, short, choice }) => [label, short, choice])).toEqual([['Step 25, the last', 'Step 25: last', 'last'], ['Epoch 1, the lowest test loss', 'Epoch 1: best', 1]])
})

it('names the cells of a matrix by what happened to the images', () => {
  const matrix = confusionMatrix([0, 0, 0, 1], [0, 1, 1, 1], 2)
  const [[right, wrong] = []] = confusionRows(matrix, names, 'counts')
  expect([right?.words, wrong?.words]).toEqual(['1 image of Shirt recognised', '2 images of Shirt taken for Coat'])
  expect(confusionRows(matrix, names, 'row')[0]?.map(({ text }) => text)).toEqual(['33.3', '66.7'])
  expect(confusionRows(matrix, names, 'column')[1]?.map(({ text }) => text)).toEqual(['', '33.3'])
  const better = confusionMatrix([0, 0, 0, 1], [0, 0, 1, 1], 2)
  const [[more, fewer] = []] = differenceRows(matrix, better, names)
  expect([more?.text, fewer?.text, more?.isRight, fewer?.isRight]).toEqual(['+1', '−1', true, true])
  expect(fewer?.words).toBe('1 image fewer of Shirt taken for Coat')
})

it('has shares that add up to one in each row and in each column with images', () => {
  const answers = fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(answers, (pairs) => {
      const matrix = confusionMatrix(pairs.map(([label]) => label), pairs.map(([, prediction]) => prediction), 5)
      const rows = confusionRows(matrix, [], 'row')
      for (const row of rows) {
        const sum = row.reduce((total, { strength }) => total + strength ** 2, 0)
        expect(sum).toBeCloseTo(row.some(({ count }) => count > 0) ? 1 : 0, 9)
      }
      expect(rows.flat().reduce((total, { count }) => total + count, 0)).toBe(pairs.length)
    }),
  )
})

it('looks for mistakes, but for right answers in a cell of right answers', () => {
  expect(imageQuery('mistakes', noFilter, 2)).toMatchObject({ order: 'confidence', answers: 'wrong', offset: 48, count: 24 })
  expect(imageQuery('mistakes', { label: 1, prediction: 1 }, 0)).toMatchObject({ answers: 'all', label: 1, prediction: 1 })
  expect(imageQuery('loss', noFilter, 0)).toMatchObject({ order: 'loss', answers: 'all' })
  expect([noFilter, { label: 0, prediction: 1 }, { label: 0, prediction: 0 }].map((filter) => filterWords(filter, names))).toEqual(['', 'Shirt taken for Coat', 'Shirt recognised'])
})
