// Parity with PyTorch on networks that its exporters wrote (exported_networks.py) or that are as other frameworks' converters write them
// (converted_networks.py, keras_network.py): loss and gradients of a batch.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeviceName } from '@contract/devices/devices'
import type { Tensor } from '../../onnx/tensor'
import { whyNoWebGpu } from '../runtime/testing/webgpu'
import { differentiate } from '../questions/differentiate'
import { readTensors } from '../../networks/export/safetensors'

const networksIn = (folder: string): readonly string[] =>
  readdirSync(join(import.meta.dirname, folder)).flatMap((file) => (file.endsWith('.onnx') ? [join(folder, file.replace('.onnx', ''))] : []))
const [exported, converted] = [networksIn('exported'), networksIn('converted')]

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cnn-lab-gradients-'))
})
afterAll(() => rm(folder, { recursive: true }))

const floats = (tensors: ReadonlyMap<string, Tensor>, name: string): Float32Array => {
  const data = tensors.get(name)?.data
  if (data instanceof Float32Array) return data
  throw new Error(`there are no floats ${name}`)
}
const norm = (values: Float32Array): number => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0))

describe('gradients of networks from files', () => {
  it('are held against fourteen files of PyTorch, and six as from Keras and JAX, one of them by Keras itself', () => {
    expect([exported.length, converted.length]).toEqual([14, 6])
  })

  it.each([...exported, ...converted])('%s: as PyTorch has them in float64', async (name) => {
    await expectParity(name, 'cpu', 1e-5)
  })
})

const problem = await whyNoWebGpu()

describe.skipIf(problem !== null)(problem === null ? 'on WebGPU' : `on WebGPU (left out: ${problem})`, () => {
  const normalizing = [...exported, ...converted].filter((name) => basename(name).startsWith('grouped'))

  /** Files left out on WebGPU: other files or the cases of rules have the same operators, and the software driver takes long to compile shaders. */
  const alike = ['odd-dynamo', 'antialiased', 'attending-dynamo', 'enlarged', 'warped', 'residual-training', 'keras-grey', 'keras-fixed-batch', 'flat']

  it.each([...exported, ...converted].filter((name) => !normalizing.includes(name) && !alike.includes(basename(name))))('%s: as PyTorch has them in float64', async (name) => {
    await expectParity(name, 'webgpu', 1e-4)
  })

  it.each(normalizing)('%s: refused, as local response normalisation was exported as an average over volumes', async (name) => {
    await expect(expectParity(name, 'webgpu', 1e-4)).rejects.toMatchObject({ code: 'device/operator-missing' })
  })
})

async function expectParity(name: string, device: DeviceName, tolerance: number): Promise<void> {
  const [model, batch] = [join(import.meta.dirname, `${name}.onnx`), join(import.meta.dirname, `${name}.safetensors`)]
  const reference = await readTensors(batch)
  const out = join(folder, `${basename(name)}.${device}.safetensors`)
  const { loss, parameters } = await differentiate({ model, batch, out, device, output: null })
  const expectedLoss = floats(reference, 'loss')[0] ?? NaN
  expect(Math.abs(loss - expectedLoss) / expectedLoss).toBeLessThan(tolerance)
  const expected = [...reference.keys()].flatMap((key) => (key.startsWith('grad.') ? [key.slice('grad.'.length)] : []))
  expect([...parameters].sort()).toEqual(expected.sort())
  const gradients = await readTensors(out)
  for (const parameter of expected) {
    const [own, exact] = [floats(gradients, parameter), floats(reference, `grad.${parameter}`)]
    expect(gradients.get(parameter)?.shape).toEqual(reference.get(`grad.${parameter}`)?.shape)
    const distance = norm(own.map((value, index) => value - (exact[index] ?? NaN)))
    expect(distance / norm(exact), parameter).toBeLessThan(tolerance)
  }
}

it('a batch whose loss is not a number is told as such, and nothing is written', async () => {
  const model = join(import.meta.dirname, 'exported', 'odd.onnx')
  const bytes = readFileSync(join(import.meta.dirname, 'exported', 'odd.safetensors'))
  const headerBytes = Number(bytes.readBigUInt64LE())
  const header = JSON.parse(bytes.toString('utf8', 8, 8 + headerBytes)) as { readonly images: { readonly data_offsets: readonly [number, number] } }
  bytes.writeFloatLE(NaN, 8 + headerBytes + header.images.data_offsets[0])
  const [batch, out] = [join(folder, 'nan.safetensors'), join(folder, 'nan-gradients.safetensors')]
  writeFileSync(batch, bytes)
  await expect(differentiate({ model, batch, out, device: 'cpu', output: null })).rejects.toMatchObject({ code: 'gradients/not-finite' })
  expect(existsSync(out)).toBe(false)
})
