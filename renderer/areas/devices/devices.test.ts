// Devices: a refresh finds changes made outside, and leaves the list untouched where nothing has changed.
import type { DeviceInfo } from '@contract/devices/devices'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import { installLab } from '../../testing/lab-in-memory'
import { useDevices } from './devices'

const cpu: DeviceInfo = {
  ...{ name: 'cpu', title: 'CPU, 2 threads', card: null, usable: true, reason: '', remedy: '', command: '' },
  ...{ threads: 2, memoryBytes: 16e9, driver: '', isSoftware: false },
}
const gpu: DeviceInfo = { ...cpu, name: 'webgpu', title: 'Radeon through WebGPU' }

beforeEach(() => {
  setActivePinia(createPinia())
})

it('are asked for again in silence, and stay the same objects where nothing changed', async () => {
  let found: readonly DeviceInfo[] = [cpu]
  const lab = installLab({ devices: () => structuredClone(found) })
  const store = useDevices()
  await store.load()
  const before = store.devices
  const refreshed = store.refresh()
  expect(store.isLooking).toBe(false)
  await refreshed
  expect(store.devices).toBe(before)
  found = [cpu, gpu]
  await store.refresh()
  expect(store.devices.map(({ name }) => name)).toEqual(['cpu', 'webgpu'])
  expect(lab.asked.mock.calls.map(([, again]) => again)).toEqual([false, false, false])
})
