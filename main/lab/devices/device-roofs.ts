// The roofs of this machine's devices: each is measured once, in an engine process of its own, and remembered.
import { roofOfMeasured } from '@common/roofline/measured-roof'
import type { Roof } from '@common/roofline/roof'
import { phrase } from '@language/phrase'
import type { MeasuredRoof } from '@contract/devices/device-roof'
import type { DeviceInfo, DeviceName } from '@contract/devices/devices'
import { LabError } from '@contract/problem'
import type { EngineLauncher } from '../engine-process/channel'
import { askEngine } from '../engine-process/single-question'
import { labClosed } from '../lab-closed'
import type { LabStore } from '../store/lab-store'
import type { Devices } from './devices'
import { placeOf } from './place'

export interface DeviceRoofsDeps {
  readonly launcher: EngineLauncher
  readonly devices: Devices
  readonly calibrations: LabStore['calibrations']
  /** Whether a run keeps the processor busy now, so that measuring would disturb it and be wrong. */
  readonly isBusy: () => Promise<boolean>
  /** Milliseconds that a measurement may take; default: two minutes, for some seconds of work. */
  readonly limit?: number
}

const usualLimit = 2 * 60_000

export class DeviceRoofs {
  readonly #deps: DeviceRoofsDeps
  readonly #closing = new AbortController()
  /** Measurements that go on. */
  readonly #open = new Map<DeviceName, Promise<MeasuredRoof>>()

  constructor(deps: DeviceRoofsDeps) {
    this.#deps = deps
  }

  /**
   * The roof of a device as it was measured; measures where none is remembered, or `again`. Calls share a measurement that goes on.
   * @throws LabError `device/unusable`, `device/busy` while a run is training, `device/hung`, what the engine says
   */
  async roof(name: DeviceName, again: boolean): Promise<MeasuredRoof> {
    const device = await this.#deps.devices.usable(name)
    const known = again ? null : await this.#deps.calibrations.findRoof(placeOf(device))
    if (known) return { ...known.roof, title: device.title, measuredAt: known.measuredAt }
    const measurement = this.#open.get(name) ?? this.#measure(device).finally(() => this.#open.delete(name))
    this.#open.set(name, measurement)
    return measurement
  }

  /** The roof of a device as it was measured earlier; null where it was not. @throws LabError `device/unusable` */
  async known(name: DeviceName): Promise<Roof | null> {
    const known = await this.#deps.calibrations.findRoof(placeOf(await this.#deps.devices.usable(name)))
    return known && roofOfMeasured(known.roof)
  }

  /** Ends measurements that go on. */
  close(): void {
    this.#closing.abort(labClosed())
  }

  async #measure(device: DeviceInfo): Promise<MeasuredRoof> {
    const { launcher, calibrations, isBusy, limit = usualLimit } = this.#deps
    if (await isBusy()) {
      throw new LabError('device/busy', phrase('The speed of {device} cannot be measured while a run is training.', { device: device.title }), phrase('Measure it when the run has ended, or pause the run.'))
    }
    const hung = new AbortController()
    const timer = setTimeout(() => {
      hung.abort(new LabError('device/hung', phrase('{device} did not finish some matrix products within {seconds} seconds.', { device: device.title, seconds: limit / 1000 }), phrase('Choose another device.')))
    }, limit)
    try {
      const roof = await askEngine(launcher, 'measureRoof', { device: device.name }, { signal: AbortSignal.any([hung.signal, this.#closing.signal]) })
      const measuredAt = new Date().toISOString()
      await calibrations.saveRoof(placeOf(device), { roof, measuredAt })
      return { ...roof, title: device.title, measuredAt }
    } finally {
      clearTimeout(timer)
    }
  }
}
