// Steps: their result comes back, their failure too, and their time is told as people do.
import { expect, it, vi } from 'vitest'
import { duration, step } from './progress.mjs'

it('shows what is done and how it ended, and gives its result', async () => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const printed = () => write.mock.calls.map(([text]) => String(text)).join('')
  try {
    expect(await step('Counting', () => Promise.resolve(7))).toBe(7)
    expect(printed()).toMatch(/Counting: .*done in 0\.\d s\n$/s)
    await expect(step('Falling', () => Promise.reject(new Error('down')))).rejects.toThrow('down')
    expect(printed()).toMatch(/Falling: .*failed after 0\.\d s\n$/s)
  } finally {
    write.mockRestore()
  }
})

it('tells durations as people do', () => {
  expect([40, 9_940, 12_300, 59_700, 200_000].map(duration)).toEqual(['0.0 s', '9.9 s', '12 s', '1 min 0 s', '3 min 20 s'])
})
