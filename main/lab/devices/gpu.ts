// The facts of a GPU for the user, usable or not, reached through WebGPU or CUDA.
import type { DeviceInfo } from '@contract/devices/devices'

export type WhyNot = Pick<DeviceInfo, 'reason' | 'remedy'> & Partial<Pick<DeviceInfo, 'command'>>

type GpuName = Exclude<DeviceInfo['name'], 'cpu'>

export function usableGpu(name: GpuName, facts: Pick<DeviceInfo, 'title' | 'card' | 'driver' | 'memoryBytes' | 'isSoftware'>): DeviceInfo {
  return { name, usable: true, reason: '', remedy: '', command: '', threads: null, ...facts }
}

export function unusableGpu(name: GpuName, title: string, { reason, remedy, command = '' }: WhyNot): DeviceInfo {
  return { name, title, card: null, usable: false, reason, remedy, command, threads: null, memoryBytes: null, driver: '', isSoftware: false }
}
