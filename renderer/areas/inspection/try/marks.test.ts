// What of a drawing is to be seen, and how wide a pen draws.
import { expect, it } from 'vitest'
import { isBlank, lineWidth, visibleMarks, type Mark } from './marks'

const stroke: Mark = { kind: 'stroke', colour: [255, 255, 255], points: [{ x: 1, y: 1, width: 2 }] }
const fill: Mark = { kind: 'fill', colour: [255, 255, 255], x: 3, y: 3 }
const clear: Mark = { kind: 'clear' }

it('shows what was drawn after the last clearing', () => {
  expect(visibleMarks([stroke, clear, fill, stroke])).toEqual([fill, stroke])
  expect(visibleMarks([stroke, fill])).toEqual([stroke, fill])
  expect([[], [stroke, clear], [clear, stroke]].map(isBlank)).toEqual([true, true, false])
})

it('a pen that is pressed harder draws wider; a mouse draws as wide as the brush', () => {
  expect([0, 0.5, 1].map((pressure) => lineWidth(10, pressure, 'pen'))).toEqual([4, 10, 16])
  expect([0, 0.5].map((pressure) => lineWidth(10, pressure, 'mouse'))).toEqual([10, 10])
})
