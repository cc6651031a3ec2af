// The chart of memory: areas stack up to what is alive, the peak stands where it is, and the pointer finds the layer below it.
import { expect, it } from 'vitest'
import type { MemoryEvent, MemoryTimeline } from '@contract/models/network-analysis'
import { eventAt, eventBytes, memoryDrawing } from './memory-areas'

const event = (pass: MemoryEvent['pass'], row: number | null, activations: number): MemoryEvent => ({ pass, row, bytes: { parameters: 1e6, optimizerState: 0, gradients: 0, activations, workspace: 0 } })
const timeline: MemoryTimeline = { events: [event('forward', 0, 1e6), event('forward', 1, 3e6), event('backward', 1, 2e6), event('update', null, 0)], peak: 1, peakBytes: 4e6 }
const plot = { left: 50, top: 10, width: 400, height: 200 }

it('stacks the kinds of memory', () => {
  const { areas, peak, ticks } = memoryDrawing(timeline, plot)
  expect(ticks.map(({ text }) => text.replace('\u00a0', ' '))).toEqual(['0 MB', '1 MB', '2 MB', '3 MB', '4 MB'])
  expect(peak).toEqual({ x: 200, y: 10 })
  expect(areas.find(({ kind }) => kind === 'parameters')?.path).toMatch(/^M50\.0 160\.0 150\.0 160\.0L.*L150\.0 210\.0 50\.0 210\.0z$/)
  expect(areas.find(({ kind }) => kind === 'activations')?.path).toMatch(/^M50\.0 110\.0 150\.0 110\.0L150\.0 10\.0 250\.0 10\.0L/)
})

it('names the passes along the step', () => {
  expect(memoryDrawing(timeline, plot).zones).toEqual([{ pass: 'forward', left: 50, width: 200 }, { pass: 'backward', left: 250, width: 100 }, { pass: 'update', left: 350, width: 100 }])
})

it('finds the event below the pointer', () => {
  expect(eventAt(timeline, plot, 260)).toBe(timeline.events[2])
  expect(eventAt(timeline, plot, 40)).toBeNull()
  expect(eventAt(timeline, plot, 470)).toBeNull()
})

it('sums what is alive', () => {
  expect(timeline.events.map(eventBytes)).toEqual([2e6, 4e6, 3e6, 1e6])
})
