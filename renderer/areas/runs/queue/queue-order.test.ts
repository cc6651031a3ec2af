// Moves in the order of the queue by buttons, keys and drags.
import { expect, it } from 'vitest'
import { dropped, moved } from './queue-order'

const order = ['a', 'b', 'c', 'd']

it('moves a run up, down and in front of all', () => {
  expect(moved(order, 'c', 'up')).toEqual(['a', 'c', 'b', 'd'])
  expect(moved(order, 'b', 'down')).toEqual(['a', 'c', 'b', 'd'])
  expect(moved(order, 'd', 'front')).toEqual(['d', 'a', 'b', 'c'])
})

it('leaves the order where a run is at the end of its way, or does not wait any more', () => {
  for (const [id, move] of [['a', 'up'], ['a', 'front'], ['d', 'down'], ['gone', 'up'], ['gone', 'front']] as const) expect(moved(order, id, move)).toEqual(order)
  expect(dropped(order, 'gone', 2)).toEqual(order)
})

it('puts a dropped run into the gap that was shown', () => {
  expect(dropped(order, 'a', 2)).toEqual(['b', 'a', 'c', 'd'])
  expect(dropped(order, 'd', 0)).toEqual(['d', 'a', 'b', 'c'])
  expect(dropped(order, 'b', 4)).toEqual(['a', 'c', 'd', 'b'])
  expect(dropped(order, 'b', 1)).toEqual(order)
  expect(dropped(order, 'b', 2)).toEqual(order)
})
