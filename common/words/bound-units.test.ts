// Numbers stay with their units, and words with nothing.
import { expect, it } from 'vitest'
import { withBoundUnits } from './bound-units'

it('binds a number to its unit, and not to a word that follows', () => {
  expect(withBoundUnits('(95 % interval: 400 mm² and 250 W, 8 px)')).toBe('(95\u00a0% interval: 400\u00a0mm² and 250\u00a0W, 8\u00a0px)')
  expect(withBoundUnits('epoch 3 While 2 seeds')).toBe('epoch 3 While 2 seeds')
})
