// Times of work that the processor was not given are told from those of work that had it.
import { expect, it } from 'vitest'
import { wasDisturbed } from './processor-share'

it('work was disturbed where it lasted far longer than its processor time, whatever its threads', () => {
  expect(wasDisturbed('cpu', 1.9, 1)).toBe(false)
  expect(wasDisturbed('cpu', 0.95, 1)).toBe(false)
  expect(wasDisturbed('cpu', 0.5, 1)).toBe(true)
  expect(wasDisturbed('cpu', 2, 180)).toBe(true) // halted for three minutes
})

it('of a GPU nothing is known: the process waits for it', () => {
  expect(wasDisturbed('webgpu', 0.1, 1)).toBe(false)
})
