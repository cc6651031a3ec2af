// Device and memory of a run in words.
import { expect, it } from 'vitest'
import { finishedRun } from '../testing/finished-run'
import { deviceWords, memoryFacts } from './memory'

it('puts predicted and measured memory side by side', () => {
  expect(memoryFacts(finishedRun().run)).toEqual([['memory', '312 MB at the peak, 268 MB predicted']])
  const onGpu = { peakDeviceBytes: 2e9, predictedDeviceBytes: 1.5e9 }
  expect(memoryFacts(finishedRun({ ...onGpu, deviceBytesBasis: 'measured' }).run)[1]).toEqual(['GPU memory', '2.00 GB at the peak, 1.50 GB predicted'])
  expect(memoryFacts(finishedRun({ ...onGpu, deviceBytesBasis: 'counted' }).run)[1]?.[1]).toContain('2.00 GB held between steps')
  expect(memoryFacts(finishedRun({ predictedRssBytes: null }).run)).toEqual([['memory', '312 MB at the peak']])
  expect(memoryFacts(finishedRun({ peakRssBytes: null }).run)).toEqual([])
})

it('calls the device as it was called when the run began', () => {
  expect(deviceWords(finishedRun({ deviceTitle: 'Radeon through WebGPU' }).run)).toBe('Radeon through WebGPU')
  expect(deviceWords(finishedRun({ deviceTitle: null }).run)).toBe('cpu, 2 threads')
  expect(deviceWords(finishedRun({ device: null }).run)).toBe('')
})
