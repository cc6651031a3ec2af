// Who draws what chance decides of steps: the thread that trains, or, where a GPU computes meanwhile, another one ahead of it.
import type { DeviceName } from '@contract/devices/devices'
import { capabilitiesOf } from '../../capabilities'
import type { Drawer } from './drawer'
import { DrawerAhead } from './drawer-ahead'
import { StepDrawer, type DrawingPlan } from './step-draws'

/** Whether steps on a device are drawn ahead by a thread of its own. @param thread see {@link openDrawer} */
export function drawsAhead(device: DeviceName, thread: string | undefined): thread is string {
  return thread !== undefined && capabilitiesOf[device].leavesProcessorsIdle
}

/** @param thread absolute path of the program of a thread that can draw ahead; without it everything is drawn when it is asked for */
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
