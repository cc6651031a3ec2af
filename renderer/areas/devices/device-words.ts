// Devices in words: facts and warnings, a line each.
import { phrase } from '@language/phrase'
import type { DeviceInfo } from '@contract/devices/devices'
import { formatBytes } from '@common/words/format'

/** Facts about a device that its title does not say. */
export function deviceFacts(device: DeviceInfo): string[] {
  const memory = device.memoryBytes === null ? [] : [phrase('{bytes} of memory', { bytes: formatBytes(device.memoryBytes) })]
  return [...memory, ...(device.driver === '' ? [] : [phrase('driver {driver}', { driver: device.driver })])]
}

/** The device that the automatic choice takes on this machine, in a sentence. */
export function automaticWords(devices: readonly DeviceInfo[]): string {
  const real = devices.filter(({ usable, isSoftware }) => usable && !isSoftware)
  const [only] = real
  if (!only) return ''
  return real.length === 1 ? phrase('here: {device}', { device: only.title }) : phrase('measures the network on each device, and takes the fastest')
}

/** A warning to read before choosing a device; empty where there is none. */
export function deviceWarning(device: DeviceInfo): string {
  if (!device.usable) return phrase('{reason} Settings tells what to do.', { reason: device.reason })
  return device.isSoftware ? phrase('Slow: the CPU plays the GPU. For trying out only.') : ''
}
