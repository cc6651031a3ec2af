// The steps of the arrow keys in a number field: to the next sensible value, by the setting's record.
import type { Arrows } from '@contract/training/settings/setting'

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

function added(value: number, step: number, direction: Direction): number {
  return Number((value + (direction === 'up' ? step : -step)).toFixed(6))
}

/** The next of 0.9, 0.95, 0.98, 0.99, 0.995, … */
function nextTowardsOne(value: number, direction: Direction): number {
  const left = Number.isFinite(value) && value < 1 ? 1 - value : 0.001
  return Number((1 - Math.min(nextOnLadder(left, direction === 'up' ? 'down' : 'up'), 0.5)).toFixed(8))
}

/** The next value on a ladder; a ladder that reaches down to 0 goes up from there to `from`. */
function onLadder({ from, least, most = Infinity }: Extract<Arrows, { readonly by: 'ladder' }>, value: number, direction: Direction): number {
  if (!(value > 0)) return least === 0 && direction === 'down' ? 0 : from
  return Math.min(Math.max(nextOnLadder(value, direction), least ?? 0), most)
}

/**
 * The value after an arrow key.
 * @param value the number in the field; NaN where there is none
 */
export function stepValue(arrows: Arrows, value: number, direction: Direction): number {
  switch (arrows.by) {
    case 'doubling':
      return Number.isFinite(value) ? Math.min(doubled(value, direction), arrows.most ?? Infinity) : arrows.from
    case 'ladder':
      return onLadder(arrows, value, direction)
    case 'adding':
      return Number.isFinite(value) ? Math.min(Math.max(added(value, arrows.step, direction), arrows.least), arrows.most ?? Infinity) : arrows.from
    case 'nearing one':
      return nextTowardsOne(value, direction)
  }
}
