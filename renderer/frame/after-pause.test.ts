// A value that is followed after a pause: its last state counts, and nothing comes after the end of its scope.
import { expect, it, vi } from 'vitest'
import { effectScope, nextTick, shallowRef } from 'vue'
import { afterPause } from './after-pause'

it('has the value at once, then only its last state, and nothing when its scope has ended', async () => {
  vi.useFakeTimers()
  try {
    const typed = shallowRef('a')
    const scope = effectScope()
    const taken = scope.run(() => afterPause(() => typed.value, 100))
    expect(taken?.value).toBe('a')
    for (const next of ['al', 'ale', 'alex']) {
      typed.value = next
      await nextTick()
      vi.advanceTimersByTime(60)
      expect(taken?.value).toBe('a')
    }
    vi.advanceTimersByTime(60)
    expect(taken?.value).toBe('alex')
    typed.value = 'alexnet'
    await nextTick()
    scope.stop()
    vi.advanceTimersByTime(1000)
    expect(taken?.value).toBe('alex')
  } finally {
    vi.useRealTimers()
  }
})
