// The thread that draws ahead: draws the announced steps in their order, except those that are no longer wanted.
import { SharedPlaces, type DrawThreadData } from './draw-thread-data'
import { StepDrawer, type StepToDraw } from './step-draws'

/** Answers every message until the thread is ended. */
export function drawAhead({ plan, port, places }: DrawThreadData): void {
  const shared = new SharedPlaces(places)
  const drawer = new StepDrawer(plan)
  port.on('message', (steps: readonly StepToDraw[]) => {
    for (const step of steps) {
      if (!shared.isWanted(step.number)) continue
      const draws = drawer.draw(step)
      const arrays = draws.images ? [...draws.masks, draws.images] : draws.masks
      port.postMessage(draws, arrays.map(({ buffer }) => buffer as ArrayBuffer))
    }
  })
}
