// Device and memory of a run in words.
import { expect, it } from 'vitest'
import type { RunRecord } from '@contract/runs/run-record'
import { runRecord } from '@contract/testing/sample-runs'
import { plainFormats } from './plain-format'
import { deviceWords, memoryFacts, memorySentence } from './run-facts'

const ended = { peakRssBytes: 312e6, predictedRssBytes: 268e6 }
const facts = (changes: Partial<RunRecord>) => memoryFacts(runRecord({ ...ended, ...changes }), plainFormats)

it('puts predicted and measured memory side by side', () => {
  expect(facts({})).toEqual([['memory', '312 MB at the peak, 268 MB predicted']])
  const onGpu = { peakDeviceBytes: 2e9, predictedDeviceBytes: 1.5e9 }
  expect(facts({ ...onGpu, deviceBytesBasis: 'measured' })[1]).toEqual(['GPU memory', '2.00 GB at the peak, 1.50 GB predicted'])
  expect(facts({ ...onGpu, deviceBytesBasis: 'counted' })[1]?.[1]).toContain('2.00 GB held between steps')
  expect(facts({ predictedRssBytes: null })).toEqual([['memory', '312 MB at the peak']])
  expect(facts({ peakRssBytes: null })).toEqual([])
})

it('calls the device by its name', () => {
  expect(deviceWords(runRecord({ device: 'webgpu', deviceTitle: 'Radeon through WebGPU', threads: null }))).toBe('Radeon through WebGPU')
  expect(deviceWords(runRecord({ deviceTitle: null }))).toBe('CPU, 2 threads')
  expect(deviceWords(runRecord({ device: 'cuda', deviceTitle: null, threads: null }))).toBe('NVIDIA GPU through CUDA')
  expect(deviceWords(runRecord({ device: null }))).toBe('')
  expect(deviceWords(runRecord({ cluster: { job: '12', task: 3, node: 'n4' } }))).toBe('CPU, 2 threads, on node n4 (job 12, task 3)')
})

it('tells the memory that a run depends on in a sentence', () => {
  const sentence = (changes: Partial<RunRecord>) => memorySentence(runRecord({ ...ended, ...changes }), plainFormats)
  expect(sentence({})).toBe('Memory: 312 MB at the peak, 268 MB predicted.')
  const onGpu = { peakDeviceBytes: 2e9, predictedDeviceBytes: 1.5e9 }
  expect(sentence({ ...onGpu, deviceBytesBasis: 'measured' })).toBe('GPU memory: 2.00 GB at the peak, 1.50 GB predicted.')
  expect(sentence({ ...onGpu, deviceBytesBasis: 'counted' })).toBe('GPU memory: 2.00 GB held between steps, as counted by the engine, 1.50 GB predicted.')
  expect(sentence({ predictedRssBytes: null })).toBe('')
})

it('calls the device in the language of the window, whatever that of the run was', () => {
  expect(deviceWords(runRecord({ deviceTitle: 'CPU，4 个线程', threads: 4 }))).toBe('CPU, 4 threads')
  expect(deviceWords(runRecord({ device: 'webgpu', deviceTitle: 'Radeon（通过 WebGPU）', threads: null }))).toBe('Radeon through WebGPU')
})
