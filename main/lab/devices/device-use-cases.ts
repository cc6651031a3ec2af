// Use cases about the devices of this machine.
import type { AreaCalls } from '@contract/api/lab-api'
import type { DeviceInfo } from '@contract/devices/devices'
import type { Devices } from './devices'

export class DeviceUseCases implements AreaCalls<'devices'> {
  readonly #devices: Devices

  constructor(devices: Devices) {
    this.#devices = devices
  }

  /** Every device, the usable ones first; looked for anew, or as they were found when first asked for. */
  devices(lookAgain: boolean): Promise<readonly DeviceInfo[]> {
    if (lookAgain) this.#devices.forget()
    return this.#devices.list()
  }
}
