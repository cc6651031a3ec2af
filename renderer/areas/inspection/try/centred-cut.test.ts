// The part that is marked over the camera's picture is the one that is cut out of it.
import { expect, it } from 'vitest'
import { centredCut } from './centred-cut'

it.each([
  ['a wide picture, a square', 4 / 3, 1, { top: '0%', left: '12.5%' }],
  ['a tall picture, a square', 1 / 2, 1, { top: '25%', left: '0%' }],
  ['the same proportions', 1.5, 1.5, { top: '0%', left: '0%' }],
])('%s', (_what, aspect, wanted, margins) => {
  expect(centredCut(aspect, wanted)).toEqual(margins)
})
