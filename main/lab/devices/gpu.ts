// A GPU as the lab tells of it, whichever way it is reached.
import type { DeviceInfo } from '@contract/devices'

type GpuName = Exclude<DeviceInfo['name'], 'cpu'>

export function usableGpu(name: GpuName, facts: Pick<DeviceInfo, 'title' | 'driver' | 'memoryBytes' | 'isSoftware'>): DeviceInfo {
  return { name, usable: true, reason: '', remedy: '', threads: null, ...facts }
}

export function unusableGpu(name: GpuName, title: string, why: Pick<DeviceInfo, 'reason' | 'remedy'>): DeviceInfo {
  return { name, title, usable: false, ...why, threads: null, memoryBytes: null, driver: '', isSoftware: false }
}
