// One job is done in each frame, in order, and none twice.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { cancelFrame, inOwnFrame } from './frames'

describe('inOwnFrame', () => {
  let frames: FrameRequestCallback[]
  const nextFrame = (): void => {
    for (const frame of frames.splice(0)) frame(0)
  }
  beforeEach(() => {
    frames = []
    vi.stubGlobal('requestAnimationFrame', (frame: FrameRequestCallback) => frames.push(frame))
  })
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('does one job a frame, in order', () => {
    const done: string[] = []
    for (const name of ['a', 'b', 'c']) inOwnFrame(() => done.push(name))
    nextFrame()
    expect(done).toEqual(['a'])
    nextFrame()
    nextFrame()
    expect(done).toEqual(['a', 'b', 'c'])
    expect(frames).toEqual([])
  })

  it('does a job once however often it is asked for, and not at all when it is cancelled', () => {
    const job = vi.fn()
    const cancelled = vi.fn()
    inOwnFrame(job)
    inOwnFrame(cancelled)
    inOwnFrame(job)
    cancelFrame(cancelled)
    nextFrame()
    nextFrame()
    expect(job).toHaveBeenCalledOnce()
    expect(cancelled).not.toHaveBeenCalled()
  })

  it('goes on when a job asks for another frame', () => {
    const job = vi.fn(() => {
      if (job.mock.calls.length < 3) inOwnFrame(job)
    })
    inOwnFrame(job)
    for (let frame = 0; frame < 5; frame++) nextFrame()
    expect(job).toHaveBeenCalledTimes(3)
  })
})
