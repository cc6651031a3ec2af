// Where something is measured: a device of this machine with its threads.
import { plainDeviceTitle } from '@contract/devices/device-title'
import type { DeviceInfo } from '@contract/devices/devices'
import type { Place } from '../store/calibration-store'
import { processorModel } from './cpu'

/** The place of a device, the same in every language; another processor, GPU, driver or number of threads is another place. */
export function placeOf({ name, card, driver, threads, isSoftware }: DeviceInfo): Place {
  const processor = processorModel() ?? 'unknown processor'
  return { device: name, threads: threads ?? 1, machine: name === 'cpu' ? processor : [processor, plainDeviceTitle({ device: name, card, isSoftware, threads }), driver].join(', ') }
}
