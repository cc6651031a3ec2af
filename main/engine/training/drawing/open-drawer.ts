// Who draws what chance decides of steps: the thread that trains, or, where a GPU computes meanwhile, another one ahead of it.
import type { DeviceName } from '@contract/devices/devices'
import { capabilitiesOf } from '../../capabilities'
import type { Drawer } from './drawer'
import { DrawerAhead } from './drawer-ahead'
import { drawStep, type DrawingPlan } from './step-draws'

/** @param thread absolute path of the program of a thread that can draw ahead; without it everything is drawn when it is asked for */
export function openDrawer(plan: DrawingPlan, device: DeviceName, thread: string | undefined): Drawer {
  const drawsAnything = plan.masks.length > 0 || plan.augmented !== null
  if (thread !== undefined && drawsAnything && capabilitiesOf[device].leavesProcessorsIdle) return new DrawerAhead(plan, thread)
  return {
    draw: (steps) => steps.map((step) => drawStep(plan, step)),
    expect: () => undefined,
    close: () => Promise.resolve(),
  }
}
