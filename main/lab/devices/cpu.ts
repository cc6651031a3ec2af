// The CPU as a device: always there.
import { formatCounted } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import type { DeviceInfo } from '@contract/devices/devices'
import { availableParallelism, cpus, totalmem } from 'node:os'

/** `CPU, 2 threads` */
export const cpuTitle = (threads: number): string => phrase('CPU, {threads}', { threads: formatCounted(threads, 'thread') })

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
