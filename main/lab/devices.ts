// The devices of this machine, as far as this version of the lab can train on them.
import type { DeviceChoice, DeviceInfo, DeviceName } from '@contract/devices'
import { LabError } from '@contract/problem'
import { availableParallelism, cpus, totalmem } from 'node:os'

/** Every device, the usable ones first. */
export function listDevices(): readonly DeviceInfo[] {
  const threads = availableParallelism()
  return [
    {
      name: 'cpu',
      title: `CPU, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
      usable: true,
      reason: '',
      remedy: '',
      threads,
      memoryBytes: totalmem(),
    },
    notYet('webgpu', 'GPU through WebGPU'),
    notYet('cuda', 'NVIDIA GPU through CUDA'),
  ]
}

/**
 * The device that a choice stands for: `auto` is the best usable one.
 * @throws LabError `device/unusable`
 */
export function resolveDevice(choice: DeviceChoice): DeviceInfo {
  const devices = listDevices()
  const device = devices.find(({ name, usable }) => (choice === 'auto' ? usable : name === choice))
  if (device?.usable) return device
  throw new LabError('device/unusable', `The device ${choice} cannot be used: ${device?.reason ?? 'it is unknown'}`, device?.remedy)
}

/** Names this machine, for what was measured on it. */
export function machineName(): string {
  return cpus()[0]?.model.trim() ?? 'unknown processor'
}

function notYet(name: DeviceName, title: string): DeviceInfo {
  return {
    name,
    title,
    usable: false,
    reason: 'This version of CNN Lab trains on the CPU only.',
    remedy: 'Choose the CPU.',
    threads: null,
    memoryBytes: null,
  }
}
