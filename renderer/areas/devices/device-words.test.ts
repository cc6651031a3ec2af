// Devices in words: facts, warnings, and the device that the automatic choice takes.
import type { DeviceInfo } from '@contract/devices/devices'
import { expect, it } from 'vitest'
import { automaticWords, deviceFacts, deviceWarning } from './device-words'

const cpu: DeviceInfo = {
  ...{ name: 'cpu', title: 'CPU, 2 threads', card: null, usable: true, reason: '', remedy: '', command: '' },
  ...{ threads: 2, memoryBytes: 16e9, driver: '', isSoftware: false },
}
const gpu: DeviceInfo = { ...cpu, name: 'webgpu', title: 'Radeon through WebGPU', threads: null, memoryBytes: null, driver: 'libvulkan_radeon.so' }

it('tells memory and driver where they are known', () => {
  expect(deviceFacts(cpu).map((fact) => fact.replaceAll('\u00a0', ' '))).toEqual(['16.0 GB of memory'])
  expect(deviceFacts(gpu)).toEqual(['driver libvulkan_radeon.so'])
})

it('warns of software, and says why a device cannot be used', () => {
  expect(deviceWarning(cpu)).toBe('')
  expect(deviceWarning({ ...gpu, isSoftware: true })).toContain('Slow')
  expect(deviceWarning({ ...gpu, usable: false, reason: 'No driver.', remedy: 'Install one.' })).toBe('No driver. Settings tells what to do.')
})

it('says what automatic means here', () => {
  expect(automaticWords([])).toBe('')
  expect(automaticWords([cpu, { ...gpu, isSoftware: true }])).toBe('here: CPU, 2 threads')
  expect(automaticWords([cpu, { ...gpu, usable: false }])).toBe('here: CPU, 2 threads')
  expect(automaticWords([cpu, gpu])).toContain('takes the fastest')
})
