// Arrow keys lead to the values that one would try next.
import { describe, expect, it } from 'vitest'
import { stepField } from './field-steps'

describe('stepField', () => {
  it('doubles and halves batch sizes', () => {
    expect(stepField('batchSize', 128, 'up')).toBe(256)
    expect(stepField('batchSize', 1, 'down')).toBe(1)
    expect(stepField('batchSize', Number.NaN, 'up')).toBe(128)
  })

  it.each([
    [0.1, 'up', 0.2],
    [0.2, 'up', 0.5],
    [0.5, 'up', 1],
    [0.1, 'down', 0.05],
    [0.01, 'down', 0.005],
    [0.9, 'up', 1],
    [0.9, 'down', 0.5],
    [1, 'down', 0.5],
  ] as const)('learning rate %d %s', (value, direction, next) => {
    expect(stepField('learningRate', value, direction)).toBe(next)
  })

  it('adds tenths of dropout without rounding noise', () => {
    expect(stepField('dropout', 0.2, 'up')).toBe(0.3)
    expect(stepField('dropout', 0.9, 'up')).toBe(0.9)
    expect(stepField('dropout', 0, 'down')).toBe(0)
  })

  it('begins a limit with a quick look', () => {
    expect(stepField('limitTrain', Number.NaN, 'up')).toBe(2560)
  })
})
