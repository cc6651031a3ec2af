// The time of an answer is that of the image that it is of, also when newer images wait.
import type { InspectedImage } from '@contract/inspection/inspected-image'
import { beforeEach, expect, it, vi } from 'vitest'
import { effectScope, shallowReactive } from 'vue'
import { useAnswerTime } from './answer-time'

const state = shallowReactive<{ network: object | null; image: InspectedImage | null; answer: { image: InspectedImage } | null }>({ network: null, image: null, answer: null })
vi.mock('../inspection', () => ({ useInspection: () => state }))

const image = (index: number): InspectedImage => ({ from: 'dataset', split: 'test', index })

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
})

it('measures from the moment at which the answered image was chosen', () => {
  const scope = effectScope()
  scope.run(() => {
    const time = useAnswerTime()
    expect(time.value).toBeNull()
    const [first, second] = [image(0), image(1)]
    state.image = first
    vi.advanceTimersByTime(10)
    state.image = second
    vi.advanceTimersByTime(20)
    state.answer = { image: first }
    expect(time.value).toBe(30)
    vi.advanceTimersByTime(5)
    state.answer = { image: second }
    expect(time.value).toBe(25)
    state.answer = { image: image(1) }
    expect(time.value, 'an answer to an image that was never seen chosen').toBe(25)

    // Another network is asked about the same image.
    vi.advanceTimersByTime(5000)
    state.network = {}
    vi.advanceTimersByTime(40)
    state.answer = { image: second }
    expect(time.value).toBe(40)
  })
  scope.stop()
  vi.useRealTimers()
})
