// Use cases about the devices of this machine.
import type { AreaCalls } from '@contract/api/lab-api'
import type { MeasuredRoof } from '@contract/devices/device-roof'
import type { DeviceInfo, DeviceName } from '@contract/devices/devices'
import type { DeviceRoofs } from './device-roofs'
import type { Devices } from './devices'

export class DeviceUseCases implements AreaCalls<'devices'> {
  readonly #devices: Devices
  readonly #roofs: DeviceRoofs

  constructor(devices: Devices, roofs: DeviceRoofs) {
    this.#devices = devices
    this.#roofs = roofs
  }

  /** Every device, the usable ones first; looked for anew, or as they were found when first asked for. */
  devices(lookAgain: boolean): Promise<readonly DeviceInfo[]> {
    if (lookAgain) this.#devices.forget()
    return this.#devices.list()
  }

  /** The measured roof of a device; see {@link DeviceRoofs.roof}. */
  deviceRoof(device: DeviceName, measuresAgain: boolean): Promise<MeasuredRoof> {
    return this.#roofs.roof(device, measuresAgain)
  }
}
