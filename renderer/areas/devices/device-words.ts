// Devices in words: what can be said of each in a line.
import type { DeviceInfo } from '@contract/devices/devices'
import { formatBytes } from '@common/words/format'

/** What kind of device it is, for one who knows it by its title. */
export function deviceFacts(device: DeviceInfo): string[] {
  const memory = device.memoryBytes === null ? [] : [`${formatBytes(device.memoryBytes)} of memory`]
  return [...memory, ...(device.driver === '' ? [] : [`driver ${device.driver}`])]
}

/** What the automatic choice does on this machine. */
export function automaticWords(devices: readonly DeviceInfo[]): string {
  const real = devices.filter(({ usable, isSoftware }) => usable && !isSoftware)
  const [only] = real
  if (!only) return ''
  return real.length === 1 ? `here: ${only.title}` : 'measures the network on each device, and takes the fastest'
}

/** What one should know of a device before choosing it; empty where that is nothing. */
export function deviceWarning(device: DeviceInfo): string {
  if (!device.usable) return `${device.reason} Settings tells what to do.`
  return device.isSoftware ? 'Slow: the CPU plays the GPU. For trying out only.' : ''
}
