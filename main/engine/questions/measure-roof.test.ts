// The measured roof of the devices at hand: of the right order, and by chains of operators that compute what they should.
import { afterEach, expect, it, vi } from 'vitest'
import { deviceRoofSchema } from '@contract/devices/device-roof'
import { Outputs } from '../runtime/session'
import { whyNoWebGpu } from '../runtime/testing/webgpu'
import { measureRoof, roofBySizes, usualSizes } from './measure-roof'

const why = await whyNoWebGpu()
/** The software driver computes a few hundred million multiplications a second. */
const patience = 120_000

afterEach(() => { vi.restoreAllMocks() })

/** Chains are timed a second each by default: here what they tell is to be of the right order. */
const once = { fewest: 1, most: 1, seconds: 1 }

/** Enough for a CPU; the usual sizes, whose growth ends on a slow device, are those of the test on WebGPU. */
const small = { edges: [128, 512], counts: [2 ** 20, 2 ** 22], batches: [1, 8] }

it('of the CPU is that of a processor of this century', async () => {
  const roof = deviceRoofSchema.parse(await roofBySizes('cpu', small, once))
  expect(roof.flopsPerSecond).toBeGreaterThan(1e9)
  expect(roof.flopsPerSecond).toBeLessThan(1e14)
  expect(roof.bytesPerSecond).toBeGreaterThan(3e8)
  expect(roof.bytesPerSecond).toBeLessThan(1e13)
  expect(roof.convolutionFlopsPerSecond).toBeLessThanOrEqual(roof.flopsPerSecond)
  expect(roof.operatorSeconds).toBeLessThan(1e-3)
})

it.skipIf(why !== null)('of WebGPU in software does not take minutes', { timeout: patience }, async () => {
  expect(deviceRoofSchema.parse(await roofBySizes('webgpu', usualSizes, once)).flopsPerSecond).toBeGreaterThan(1e6)
})

it('is not taken of a device that computes something else', async () => {
  vi.spyOn(Outputs.prototype, 'floats').mockReturnValue(Float32Array.of(3))
  await expect(measureRoof({ device: 'cpu' })).rejects.toThrow('a chain of operators computed 3 where 1 is right')
})
