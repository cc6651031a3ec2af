// Memory of images serves again, and only once at a time.
import { expect, it } from 'vitest'
import { DrawMemory } from './draw-memory'

it('is the same again where it is long enough, and never lent twice', () => {
  const memory = new DrawMemory()
  const [first, second] = [memory.take(100), memory.take(100)]
  expect(first.buffer).not.toBe(second.buffer)
  memory.give([first.buffer])
  expect(memory.take(90).buffer).toBe(first.buffer)
  memory.give([first.buffer, second.buffer])
  expect(new Set([memory.take(1).buffer, memory.take(1).buffer])).toEqual(new Set([first.buffer, second.buffer]))
})

it('that is too short for what is wanted now is let go', () => {
  const memory = new DrawMemory()
  const short = memory.take(100)
  memory.give([short.buffer])
  expect(memory.take(1000).length).toBeGreaterThanOrEqual(1000)
  expect(memory.take(10).buffer).not.toBe(short.buffer)
})
