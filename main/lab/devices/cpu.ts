// The CPU as a device: always there.
import { deviceTitle } from '@common/words/device-title'
import { phrase } from '@language/phrase'
import type { DeviceInfo } from '@contract/devices/devices'
import { availableParallelism, cpus, totalmem } from 'node:os'

export function cpuDevice(): DeviceInfo {
  const threads = availableParallelism()
  return {
    name: 'cpu',
    title: deviceTitle({ device: 'cpu', card: null, isSoftware: false, threads }),
    card: null,
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

/** The processor's own name, e.g. `AMD Ryzen 7 5800X 8-Core Processor`; null where the system does not tell it. */
export function processorModel(): string | null {
  return cpus()[0]?.model.trim() ?? null
}

/** That name for people. */
export const processorName = (): string => processorModel() ?? phrase('unknown processor')
