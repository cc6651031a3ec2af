// The CPU as a device: always there.
import { cpuTitle } from '@common/words/run-facts'
import { phrase } from '@language/phrase'
import type { DeviceInfo } from '@contract/devices/devices'
import { availableParallelism, cpus, totalmem } from 'node:os'

export function cpuDevice(): DeviceInfo {
  const threads = availableParallelism()
  return {
    name: 'cpu',
    title: cpuTitle(threads),
    usable: true,
    reason: '',
    remedy: '',
    command: '',
    threads,
    memoryBytes: totalmem(),
    driver: '',
    isSoftware: false,
  }
}

/** The processor's own name, e.g. `AMD Ryzen 7 5800X 8-Core Processor`. */
export function processorName(): string {
  return cpus()[0]?.model.trim() ?? phrase('unknown processor')
}
