// Where something is measured: a device of this machine with its threads.
import type { DeviceInfo } from '@contract/devices/devices'
import type { Place } from '../store/calibration-store'
import { processorName } from './cpu'

/** The place of a device; another processor, GPU, driver or number of threads is another place. */
export function placeOf({ name, title, driver, threads }: DeviceInfo): Place {
  return { device: name, threads: threads ?? 1, machine: name === 'cpu' ? processorName() : [processorName(), title, driver].join(', ') }
}
