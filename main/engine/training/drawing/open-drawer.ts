// Chooses the thread that draws masks and augmented images: the training thread, or another thread ahead of it.
import { isAugmented } from '@contract/data/augmentation'
import type { DeviceName } from '@contract/devices/devices'
import { capabilitiesOf } from '../../capabilities'
import { cpuThreads } from '../../runtime/session'
import { DrawMemory } from './draw-memory'
import type { Drawer } from './drawer'
import { DrawerAhead } from './drawer-ahead'
import { imageMemoryOf, StepDrawer, type DrawingPlan, type DrawnImages, type StepDraws, type StepToDraw } from './step-draws'

/**
 * Whether a thread of its own draws ahead: beside a GPU always, on the CPU where images are augmented or read from a file and the run has more than one processor.
 * @param thread see {@link openDrawer}
 * @param images that are drawn; null: none are
 */
export function drawsAhead(device: DeviceName, thread: string | undefined, images: DrawnImages | null): thread is string {
  if (thread === undefined) return false
  if (capabilitiesOf[device].leavesProcessorsIdle) return true
  return images !== null && (isAugmented(images.augmentation) || !(images.source instanceof Uint8Array)) && cpuThreads() > 1
}

/** @param thread absolute path of the drawing thread's program; without it, steps are drawn in this thread when they are needed */
export function openDrawer(plan: DrawingPlan, device: DeviceName, thread: string | undefined): Drawer {
  const drawsAnything = plan.masks.length > 0 || plan.images !== null
  if (drawsAnything && drawsAhead(device, thread, plan.images)) return new DrawerAhead(plan, thread)
  return new DrawerHere(plan)
}

/** Draws steps when they are needed, in this thread. */
class DrawerHere implements Drawer {
  readonly #drawer: StepDrawer
  readonly #memory = new DrawMemory()
  #inUse: readonly ArrayBuffer[] = []

  constructor(plan: DrawingPlan) {
    this.#drawer = new StepDrawer(plan)
  }

  draw(steps: readonly StepToDraw[]): readonly StepDraws[] {
    this.#memory.give(this.#inUse)
    const draws = this.#drawer.drawAll(steps, this.#memory)
    this.#inUse = imageMemoryOf(draws)
    return draws
  }

  expect(): void {
    // Nothing is drawn before it is needed.
  }

  close(): Promise<void> {
    this.#drawer.close()
    return Promise.resolve()
  }
}
