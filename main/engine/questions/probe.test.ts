// The probe's program: what it computes on the devices at hand, and what it says of a device that computes something else.
import { beforeEach, expect, it, vi } from 'vitest'
import { probe } from './probe'
import { Outputs } from '../runtime/session'
import { whyNoWebGpu } from '../runtime/testing/webgpu'

const why = await whyNoWebGpu()

beforeEach(() => {
  vi.stubEnv('VK_LOADER_DEBUG', '')
  return () => {
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
  }
})

it('is right on the CPU', async () => {
  await expect(probe({ device: 'cpu' })).resolves.toBe('works')
})

it.skipIf(why !== null)('is right through WebGPU', async () => {
  await expect(probe({ device: 'webgpu' })).resolves.toBe('works')
})

it.each(['MatMul', 'Conv'])('a wrong %s is noticed, a rounded one is not', async (operator) => {
  const right: Readonly<Record<string, readonly number[]>> = { MatMul: [7, 10, 15, 22], Conv: [37, 47, 67, 77] }
  const floats = (error: number) => (name: string) => Float32Array.from(right[name] ?? [], (value) => value + (name === operator ? error : 0))
  vi.spyOn(Outputs.prototype, 'floats').mockImplementation(floats(0.001))
  await expect(probe({ device: 'cpu' })).resolves.toBe('works')
  vi.spyOn(Outputs.prototype, 'floats').mockImplementation(floats(1))
  await expect(probe({ device: 'cpu' })).rejects.toMatchObject({ code: 'device/wrong', message: expect.stringMatching(/^It computed .* is right\.$/) as string })
})
