// The engine as a service: questions are answered or refused under their own names, whatever they are asked with.
import { expect, it, vi } from 'vitest'
import type { EngineEvent } from '@contract/engine/engine-messages'
import { serve } from './engine-service'

/** A service, what it has told so far, and the way to send it a message. */
function served() {
  const events: EngineEvent[] = []
  let deliver: (message: unknown) => void = () => undefined
  serve({ send: (event) => events.push(event), onMessage: (listener) => (deliver = listener) }, '/no-draw-thread')
  const next = async (message: unknown): Promise<EngineEvent | undefined> => {
    const before = events.length
    deliver(message)
    await vi.waitFor(() => {
      expect(events.length).toBeGreaterThan(before)
    })
    return events.at(-1)
  }
  return { events, next }
}

it('is ready first', () => {
  expect(served().events).toEqual([{ type: 'ready', onnxRuntime: expect.stringMatching(/^\d+\.\d+/) as string }])
})

it('answers a question under its name', async () => {
  const { next } = served()
  expect(await next({ type: 'ask', question: 'probe', args: { device: 'cpu' } })).toEqual({ type: 'answered', question: 'probe', answer: 'works' })
})

it("tells a work's error as it is, and goes on to answer", async () => {
  const { next } = served()
  const args = { path: '/none.onnx', networkFolder: '/none' }
  expect(await next({ type: 'ask', question: 'importNetwork', args })).toMatchObject({ type: 'failed', problem: { code: expect.stringMatching(/^onnx\//) as string } })
  expect(await next({ type: 'ask', question: 'probe', args: { device: 'cpu' } })).toMatchObject({ type: 'answered' })
})

it.each([
  ['no question of the table', { type: 'ask', question: 'guess', args: {} }],
  ['arguments of another question', { type: 'ask', question: 'probe', args: { path: '/none.onnx' } }],
  ['no command at all', 'train'],
])('refuses %s', async (_, message) => {
  expect(await served().next(message)).toMatchObject({ type: 'failed', problem: { code: 'unexpected' } })
})
