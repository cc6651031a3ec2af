// Joined arrays hold all bytes in order, whatever the reused memory held before.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Joiner } from './joiner'

const lists = fc.array(fc.array(fc.uint8Array({ maxLength: 5 }), { maxLength: 4 }), { maxLength: 6 })

it('are all bytes one behind the other, call after call', () => {
  fc.assert(
    fc.property(lists, (calls) => {
      const joiner = new Joiner()
      for (const arrays of calls) expect([...joiner.join('a', arrays)]).toEqual(arrays.flatMap((array) => [...array]))
    }),
  )
})

it('share memory with what was joined before under the same name only', () => {
  const joiner = new Joiner()
  const pair = (value: number) => [Uint8Array.of(value), Uint8Array.of(value)]
  const [first, other] = [joiner.join('a', pair(1)), joiner.join('b', pair(2))]
  expect(joiner.join('a', pair(3)).buffer).toBe(first.buffer)
  expect([...other]).toEqual([2, 2])
})

it('are not copied where they lie one behind the other already', () => {
  const memory = Uint8Array.of(0, 1, 2, 3, 4, 5)
  const joiner = new Joiner()
  const joined = joiner.join('a', [memory.subarray(1, 3), memory.subarray(3, 5)])
  expect([joined.buffer, [...joined]]).toEqual([memory.buffer, [1, 2, 3, 4]])
  expect([...joiner.join('a', [memory.subarray(3, 5), memory.subarray(1, 3)])]).toEqual([3, 4, 1, 2])
  expect([...joiner.join('a', [memory.subarray(1, 3), memory.slice(3, 5)])]).toEqual([1, 2, 3, 4])
})
