// What the arrow keys do in a number field: to the next value that one would try.
import type { Field } from './fields'

export type Direction = 'up' | 'down'

/** The next of 1, 2, 5, 10, 20, … times a power of ten. */
function nextOnLadder(value: number, direction: Direction): number {
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9)
  const ladder = [0.5, 1, 2, 5, 10].map((step) => step * power)
  const tolerance = power * 1e-6
  const next = direction === 'up' ? ladder.find((step) => step > value + tolerance) : ladder.findLast((step) => step < value - tolerance)
  return Number((next ?? value).toPrecision(6))
}

function doubled(value: number, direction: Direction): number {
  return direction === 'up' ? value * 2 : Math.max(Math.floor(value / 2), 1)
}

function added(value: number, step: number, least: number, direction: Direction): number {
  return Number(Math.max(value + (direction === 'up' ? step : -step), least).toFixed(6))
}

/** The next of 0.9, 0.95, 0.98, 0.99, 0.995, … */
function nextTowardsOne(value: number, direction: Direction): number {
  const left = Number.isFinite(value) && value < 1 ? 1 - value : 0.001
  return Number((1 - Math.min(nextOnLadder(left, direction === 'up' ? 'down' : 'up'), 0.5)).toFixed(8))
}

/** Where a limit begins when it was empty: enough images for a quick look. */
const firstLimit = 2560

/**
 * The value after an arrow key.
 * @param value the number in the field; NaN where there is none
 */
export function stepField(field: Field, value: number, direction: Direction): number {
  switch (field) {
    case 'batchSize':
      return Number.isFinite(value) ? Math.min(doubled(value, direction), 4096) : 128
    case 'limitTrain':
    case 'limitTest':
      return Number.isFinite(value) ? doubled(value, direction) : firstLimit
    case 'learningRate':
      return value > 0 ? Math.min(nextOnLadder(value, direction), 100) : 0.01
    case 'dropout':
      return Number.isFinite(value) ? Math.min(added(value, 0.1, 0, direction), 0.9) : 0.5
    case 'epochs':
      return Number.isFinite(value) ? added(value, 1, 1, direction) : 10
    case 'cropPadding':
    case 'cutout':
      return Number.isFinite(value) ? Math.min(added(value, 1, 0, direction), 64) : 0
    case 'checkpointMinutes':
      return value > 0 ? Math.min(nextOnLadder(value, direction), 1440) : 5
    case 'momentum':
    case 'lowMomentum':
    case 'beta1':
      return Number.isFinite(value) ? Math.min(added(value, 0.05, 0, direction), 0.95) : 0.9
    case 'beta2':
      return nextTowardsOne(value, direction)
    case 'epsilon':
    case 'weightDecay':
      return value > 0 ? Math.min(nextOnLadder(value, direction), 1) : direction === 'up' ? 1e-5 : 0
    case 'clipNorm':
      return value > 0 ? nextOnLadder(value, direction) : 1
    case 'warmupEpochs':
      return Number.isFinite(value) ? added(value, 0.5, 0, direction) : 0
    case 'everyEpochs':
      return Number.isFinite(value) ? added(value, 1, 1, direction) : 3
    case 'factor':
    case 'riseShare':
      return Number.isFinite(value) ? Math.min(added(value, 0.1, 0.1, direction), 0.9) : 0.5
    case 'finalShare':
    case 'labelSmoothing':
      return Number.isFinite(value) ? Math.min(added(value, 0.05, 0, direction), 0.9) : 0
    case 'startDivisor':
    case 'finalDivisor':
      return value > 0 ? Math.min(Math.max(nextOnLadder(value, direction), 1), 1e9) : 25
    case 'microBatchSize':
      return Number.isFinite(value) ? Math.min(doubled(value, direction), 4096) : 32
    case 'seed':
      return Number.isFinite(value) ? added(value, 1, 0, direction) : 0
    default:
      return value
  }
}
