// Calls of the page about the devices of this machine.
import { z } from 'zod'
import type { MeasuredRoof } from '../devices/device-roof'
import { deviceNameSchema, type DeviceInfo } from '../devices/devices'

export const devicesCallSchemas = {
  devices: z.tuple([z.boolean()]),
  deviceRoof: z.tuple([deviceNameSchema, z.boolean()]),
}

export interface DevicesResults {
  /** Every device, the usable ones first. Argument: whether to look for devices again, which takes seconds: a driver may have been installed. */
  devices: readonly DeviceInfo[]
  /** The peak arithmetic and bandwidth that a device reaches. It is measured where no measurement is remembered, or the second argument is true, which takes some seconds. */
  deviceRoof: MeasuredRoof
}
