// Arrow keys change a number to the next sensible value.
import { describe, expect, it } from 'vitest'
import { settings, type PathOfKind } from '@contract/training/settings/table'
import { stepValue, type Direction } from './field-steps'

function stepField(path: PathOfKind<'count' | 'number' | 'share'>, value: number, direction: Direction): number {
  return stepValue(settings[path].arrows, value, direction)
}

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
    expect(stepField('optimizer.learningRate', value, direction)).toBe(next)
  })

  it('adds tenths of dropout without rounding noise', () => {
    expect(stepField('network.dropout', 0.2, 'up')).toBe(0.3)
    expect(stepField('network.dropout', 0.9, 'up')).toBe(0.9)
    expect(stepField('network.dropout', 0, 'down')).toBe(0)
  })

  it('begins a limit with a quick look', () => {
    expect(stepField('dataset.limitTrain', Number.NaN, 'up')).toBe(2560)
  })

  it('leads a number that may be 0 away from it and back', () => {
    expect(stepField('optimizer.weightDecay', 0, 'up')).toBe(1e-5)
    expect(stepField('optimizer.weightDecay', 0, 'down')).toBe(0)
    expect(stepField('optimizer.beta2', 0.9, 'up')).toBe(0.95)
  })
})
