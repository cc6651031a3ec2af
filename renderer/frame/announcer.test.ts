// An answer is not taken away by the news of an epoch that ends right after it.
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useAnnouncer } from './announcer'

beforeEach(() => {
  setActivePinia(createPinia())
  vi.useFakeTimers({ toFake: ['performance'] })
})

afterEach(() => {
  vi.useRealTimers()
})

it('keeps an answer for some seconds before news take its place', () => {
  const announcer = useAnnouncer()
  announcer.tell('Epoch 1 of 200')
  announcer.say('Queued')
  announcer.tell('Epoch 2 of 200')
  expect(announcer.text).toBe('Queued')
  announcer.say('Taken out')
  expect(announcer.text).toBe('Taken out')
  vi.advanceTimersByTime(10_000)
  announcer.tell('Epoch 3 of 200')
  expect(announcer.text).toBe('Epoch 3 of 200')
})
