// Calls of the page about the devices of this machine.
import { z } from 'zod'
import type { DeviceInfo } from '../devices/devices'

export const devicesCallSchemas = {
  devices: z.tuple([z.boolean()]),
}

export interface DevicesResults {
  /** Every device, the usable ones first. Argument: whether to look again, after a driver was installed, say; seconds then. */
  devices: readonly DeviceInfo[]
}
