// An engine is asked once for the same thing, again after it failed, and again after many other questions.
import { expect, it, vi } from 'vitest'
import type { EngineLauncher } from '../engine-process/channel'
import { KeptAnswers } from './kept-answers'

const { askEngine } = vi.hoisted(() => ({ askEngine: vi.fn<(...args: readonly unknown[]) => Promise<unknown>>() }))
vi.mock('../engine-process/single-question', () => ({ askEngine }))

it('keeps the latest answers, and no failure', async () => {
  const kept = new KeptAnswers({} as EngineLauncher)
  const ask = (device: string) => kept.ask('probe', { device } as never)
  let asked = 0
  askEngine.mockImplementation(() => Promise.resolve(++asked))
  expect([await ask('cpu'), await ask('cpu'), await ask('cuda')]).toEqual([1, 1, 2])
  askEngine.mockRejectedValueOnce(new Error('crashed'))
  await expect(ask('webgpu')).rejects.toThrow('crashed')
  expect(await ask('webgpu')).toBe(3)
  for (let other = 0; other < 20; other++) await ask(`other-${other}`)
  expect(await ask('cpu')).toBe(24)
})
