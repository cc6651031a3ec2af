// The device of the roofline: measured by the lab where it is one of this machine, else as data sheets or sliders have it; remembered.
import { beforeEach, describe, expect, it } from 'vitest'
import { createPinia, setActivePinia } from 'pinia'
import { nextTick } from 'vue'
import type { MeasuredRoof } from '@contract/devices/device-roof'
import { installLab, Refusal } from '../../../testing/lab-in-memory'
import { ownChip, useRooflineDevice } from './roofline-device'

const measured: MeasuredRoof = {
  flopsPerSecond: 1e11,
  bytesPerSecond: 1e10,
  convolutionFlopsPerSecond: 5e10,
  operatorSeconds: 1e-6,
  title: 'CPU, 2 threads',
  measuredAt: '2026-11-28T21:00:00Z',
}

beforeEach(() => {
  localStorage.clear()
  setActivePinia(createPinia())
})

describe('a device of this machine', () => {
  it('is asked for once, and measured again when that is wanted', async () => {
    let speed = 1e11
    const lab = installLab({ deviceRoof: () => ({ ...measured, flopsPerSecond: speed }) })
    const store = useRooflineDevice()
    expect(store.roof('float32')).toBeNull()
    await store.load()
    await store.load()
    expect(lab.asked.mock.calls).toEqual([['deviceRoof', 'cpu', false]])
    expect(store.roof('float32')).toEqual({ flopsPerSecond: 1e11, convolutionShare: 0.5, bytesPerSecond: 1e10, onChipBytes: null, operatorSeconds: 1e-6 })
    speed = 2e11
    await store.measureAgain()
    expect(lab.asked).toHaveBeenLastCalledWith('deviceRoof', 'cpu', true)
    expect(store.roof('float32')?.flopsPerSecond).toBe(2e11)
  })

  it('that cannot be measured now has no roof but a reason, until another one is chosen', async () => {
    installLab({
      deviceRoof: () => {
        throw new Refusal({ code: 'device/busy', message: 'A run is training.', remedy: 'Pause it.' })
      },
    })
    const store = useRooflineDevice()
    await store.load()
    expect(store.problem).toMatchObject({ code: 'device/busy' })
    expect(store.roof('float32')).toBeNull()
    await store.choose('a100')
    expect(store.problem).toBeNull()
    expect(store.roof('float32')?.flopsPerSecond).toBe(19.5e12)
  })

  it('is measured in its turn where another one was being measured when it was chosen', async () => {
    const lab = installLab({ deviceRoof: (device) => ({ ...measured, title: device }) })
    const store = useRooflineDevice()
    const first = store.load()
    await store.choose('webgpu')
    await first
    expect(lab.asked.mock.calls.map(([, device]) => device)).toEqual(['cpu', 'webgpu'])
    expect(store.measuredRoof?.title).toBe('webgpu')
  })
})

it('a known device has the peak of the precision', async () => {
  const store = useRooflineDevice()
  await store.choose('h100')
  expect(store.roof('mixed')?.flopsPerSecond).toBe(989.4e12)
  expect(store.known?.year).toBe(2022)
})

describe('a chip of one\'s own', () => {
  it('begins as the GPU of its process, and follows the sliders within their bounds', async () => {
    const store = useRooflineDevice()
    await store.choose(ownChip)
    expect(store.roof('float32')).toMatchObject({ flopsPerSecond: 19.5e12, bytesPerSecond: 1555e9, operatorSeconds: 0 })
    expect(store.costs.fault).toBeNull()
    store.setAmount('bytesPerSecond', 1e30)
    expect(store.roof('float32')?.bytesPerSecond).toBe(1e13)
    expect(store.costs.fault).toMatch(/cannot be made in one piece/)
    store.chooseTechnology('gtx-580')
    expect(store.roof('float32')?.flopsPerSecond).toBe(1.581e12)
  })

  it('is remembered; what is stored wrongly is not', async () => {
    const store = useRooflineDevice()
    await store.choose(ownChip)
    store.setAmount('flopsPerSecond', 2e12)
    await nextTick()
    setActivePinia(createPinia())
    expect(useRooflineDevice().roof('float32')?.flopsPerSecond).toBe(2e12)
    localStorage.setItem('cnn-lab-roofline', JSON.stringify({ chosen: ownChip, technology: 'a100', design: { flopsPerSecond: -1 } }))
    setActivePinia(createPinia())
    expect(useRooflineDevice().chosen).toBe('cpu')
  })
})
