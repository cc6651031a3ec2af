// Whether this process had the processor while it computed. One that waits for other programs, or is halted, measures times that say nothing of the machine.
import type { DeviceName } from '@contract/devices/devices'

/** Share of one processor that undisturbed work on the CPU takes at least: at any time one of its threads computes. */
const leastShare = 0.8

/** Processor time of this process so far, of all its threads together, in seconds. */
export function processorSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/**
 * Whether work took far more time than the processor gave to it. Of a GPU that is not known: the process waits for it.
 * @param taken processor time of the work, in seconds
 * @param seconds that it lasted
 */
export function wasDisturbed(device: DeviceName, taken: number, seconds: number): boolean {
  return device === 'cpu' && taken < leastShare * seconds
}
