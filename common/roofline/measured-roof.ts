// The roof of a device of this machine, from what the lab measured.
import type { DeviceRoof } from '@contract/devices/device-roof'
import type { Roof } from './roof'

/** How much the caches hold is unknown; the measured speeds are those in float32. */
export function roofOfMeasured({ flopsPerSecond, bytesPerSecond, convolutionFlopsPerSecond, operatorSeconds }: DeviceRoof): Roof {
  return { flopsPerSecond, convolutionShare: convolutionFlopsPerSecond / flopsPerSecond, bytesPerSecond, onChipBytes: null, operatorSeconds }
}
