// The finding about a sweep's settings in sentences.
import { expect, it } from 'vitest'
import { importanceSentence } from './importance-words'

const axes = [{ label: 'Learning rate' }, { label: 'Batch size' }]
const importance = (shares: readonly (number | null)[], rest: number, seeds: number | null) => ({ axes: shares, rest, seeds, isComplete: true, observations: 12 })

it('says of a single setting that nothing else varies', () => {
  expect(importanceSentence(importance([0.8], 0, 0.2), [{ label: 'Dropout' }], 'test loss').replaceAll('\u00a0', ' ')).toBe('Only dropout varies: it explains 80.0 % of the differences in test loss, and chance between seeds 20.0 %.')
})

it('judges no setting of which a single value was measured', () => {
  expect(importanceSentence(importance([null, 1], 0, null), axes, 'test accuracy').replaceAll('\u00a0', ' ')).toBe('Only batch size varies: it explains 100.0 % of the differences in test accuracy. Only one value of learning rate was measured, which says nothing of the effect.')
})

it.each([
  [[0.7, 0.02], 0.1, 0.18, 'Learning rate decides most: it explains 70.0 % of the differences in test accuracy. Batch size hardly matters here.'],
  [[0.3, 0.2], 0.4, 0.1, 'Learning rate matters most by itself: it explains 30.0 % of the differences in test accuracy.'],
  [[0.2, 0.06], 0.7, null, 'Learning rate matters most by itself: it explains 20.0 % of the differences in test accuracy. Settings act together: 70.0 % come from no single one.'],
  [[0.1, 0.1], 0.1, 0.7, 'Chance decides most: 70.0 % of the differences in test accuracy are between seeds with equal settings.'],
  [[0.01, 0.02], 0.97, null, 'No setting by itself explains the differences in test accuracy. Settings act together: 97.0 % come from no single one.'],
] as const)('%j', (shares, rest, seeds, sentence) => {
  expect(importanceSentence(importance(shares, rest, seeds), axes, 'test accuracy').replaceAll('\u00a0', ' ')).toBe(sentence)
})
