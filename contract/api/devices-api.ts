// Calls of the page about the devices of this machine.
import { z } from 'zod'
import type { DeviceInfo } from '../devices/devices'

export const devicesCallSchemas = {
  devices: z.tuple([z.boolean()]),
}

export interface DevicesResults {
  /** Every device, the usable ones first. Argument: whether to look for devices again, which takes seconds: a driver may have been installed. */
  devices: readonly DeviceInfo[]
}
