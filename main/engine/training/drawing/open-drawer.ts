// Chooses the thread that draws masks and augmented images: the training thread, or, where a GPU computes meanwhile, another thread ahead of it.
import type { DeviceName } from '@contract/devices/devices'
import { capabilitiesOf } from '../../capabilities'
import type { Drawer } from './drawer'
import { DrawerAhead } from './drawer-ahead'
import { StepDrawer, type DrawingPlan } from './step-draws'

/** Whether a thread of its own draws ahead for this device. @param thread see {@link openDrawer} */
export function drawsAhead(device: DeviceName, thread: string | undefined): thread is string {
  return thread !== undefined && capabilitiesOf[device].leavesProcessorsIdle
}

/** @param thread absolute path of the drawing thread's program; without it, steps are drawn in this thread when they are needed */
export function openDrawer(plan: DrawingPlan, device: DeviceName, thread: string | undefined): Drawer {
  const drawsAnything = plan.masks.length > 0 || plan.images !== null
  if (drawsAnything && drawsAhead(device, thread)) return new DrawerAhead(plan, thread)
  const drawer = new StepDrawer(plan)
  return {
    draw: (steps) => steps.map((step) => drawer.draw(step)),
    expect: () => undefined,
    close: () => {
      drawer.close()
      return Promise.resolve()
    },
  }
}
