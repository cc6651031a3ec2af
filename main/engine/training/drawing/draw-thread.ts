// The thread that draws ahead: draws the announced steps in their order, except those that are no longer wanted.
import { DrawMemory } from './draw-memory'
import { SharedPlaces, type DrawOrder, type DrawThreadData } from './draw-thread-data'
import { imageMemoryOf, StepDrawer } from './step-draws'

/** Answers every message until the thread is ended. */
export function drawAhead({ plan, port, places }: DrawThreadData): void {
  const shared = new SharedPlaces(places)
  const drawer = new StepDrawer(plan)
  const memory = new DrawMemory()
  port.on('message', ({ steps, free }: DrawOrder) => {
    memory.give(free)
    for (const group of drawer.groups(steps)) {
      const wanted = group.filter(({ number }) => shared.isWanted(number))
      if (wanted.length === 0) continue
      const draws = drawer.drawAll(wanted, memory)
      const masks = draws.flatMap((ofStep) => ofStep.masks.map(({ buffer }) => buffer as ArrayBuffer))
      port.postMessage(draws, [...masks, ...imageMemoryOf(draws)])
    }
  })
}
