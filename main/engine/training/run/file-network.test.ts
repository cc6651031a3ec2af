// Runs of networks from files: they train, go on without the original file, and export a network with the same logits in ONNX Runtime.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RunEvent } from '@contract/engine/run-events'
import { trainingSize } from '@contract/models/imported-network'
import { networkSettingsSchema } from '@contract/models/networks'
import { LabError } from '@contract/problem'
import { defaultSpec, fileSpec, square, type RunSpec } from '@contract/training/run-spec'
import { analyzeFile } from '../../../analysis/file-analysis'
import { importNetwork } from '../../questions/import-network'
import { ownValues } from '../../../networks/file-names'
import { initialState } from '../../../networks/network'
import { openNetwork } from '../../../networks/open-network'
import { readModel } from '../../../onnx/reading/read-model'
import { elementCount, type Shape } from '../../../onnx/tensor'
import { exportNetwork } from '../../questions/export-network'
import { RunControl } from './run-control'
import { trainRun } from './training-run'

const parity = join(import.meta.dirname, '..', '..', 'parity')
const exported = (name: string): string => join(parity, 'exported', `${name}.onnx`)
const converted = (name: string): string => join(parity, 'converted', `${name}.onnx`)

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cnn-lab-file-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** A short run of a file that the lab has taken in. */
async function specOf(path: string, weights: 'keep' | 'redraw' = 'keep'): Promise<RunSpec> {
  const { network } = await importNetwork({ path, networkFolder: folder })
  if (!network) throw new Error(`${path} was refused`)
  const { name, sha256 } = network
  const spec = fileSpec({ name, sha256, weights }, trainingSize(network))
  return { ...spec, dataset: { ...spec.dataset, limitTrain: 80, limitTest: 20 }, batchSize: 32, epochs: 1 }
}

async function trained(spec: RunSpec) {
  const events: RunEvent[] = []
  await trainRun(spec, { device: 'cpu', folder, networkFolder: folder, control: new RunControl(), emit: (event) => events.push(event) })
  return events.flatMap((event) => (event.type === 'checkpoint' ? [event.checkpoint] : [])).at(-1) ?? null
}

async function logitsOf(path: string, shape: Shape): Promise<number[]> {
  const session = await InferenceSession.create(await readFile(path), { logSeverityLevel: 4 })
  const pixels = Float32Array.from({ length: elementCount(shape) }, (_, index) => (index * 37 % 101) / 101)
  const [logits] = Object.values(await session.run({ [session.inputNames[0] ?? '']: new OrtTensor('float32', pixels, shape) }))
  await session.release()
  return Array.from(logits?.data as Float32Array)
}

const closeTo = (values: readonly number[], expected: readonly number[]): void => {
  expect(values).toHaveLength(expected.length)
  values.forEach((value, index) => {
    expect(value).toBeCloseTo(expected[index] ?? NaN, 5)
  })
}

describe('a network from a file', () => {
  it.each([
    ...['residual-training', 'mobile', 'grouped-dynamo', 'dilated'].map(exported),
    ...['keras-grey', 'keras-fixed-batch', 'jax', 'flat'].map(converted),
  ].map((path) => [basename(path), path]))('%s trains on other classes and grey images, is written, and trains again', async (_, path) => {
    const spec = await specOf(path)
    const checkpoint = await trained(spec)
    expect(checkpoint).not.toBeNull()
    const written = join(folder, 'trained.onnx')
    await exportNetwork({ spec, trained: checkpoint && { folder, checkpoint }, networkFolder: folder, path: written })
    const { height, width } = spec.preprocessing
    const whole = await logitsOf(written, [5, 1, height, width])
    expect(whole).toHaveLength(50)
    const { metadata, opset } = readModel(await readFile(written))
    expect(opset).toBeGreaterThanOrEqual(17)
    expect(JSON.parse(metadata.classes ?? '')).toHaveLength(10)
    expect(JSON.parse(metadata.spec ?? '')).toEqual(spec)
    // The exported network takes grey images and ten classes; imported again, it computes the same.
    const again = await specOf(written)
    const copy = join(folder, 'again.onnx')
    await exportNetwork({ spec: again, trained: null, networkFolder: folder, path: copy })
    closeTo(await logitsOf(copy, [5, 1, height, width]), whole)
    await rm(join(folder, 'checkpoints'), { recursive: true })
    expect(await trained(again)).not.toBeNull()
  })

  it('begins with the weights of the file, or with weights drawn anew; a last layer for other classes is always drawn', async () => {
    const images = [1, 1, 12, 12]
    const stored = readModel(await readFile(exported('residual-in-use'))).graph.initializers
    const beginning = async (weights: 'keep' | 'redraw', classes: number) => {
      const { network } = await specOf(exported('residual-in-use'), weights)
      return ownValues(initialState((await openNetwork(network, folder))(images, classes), 'kaiming-normal', 1))
    }
    const [kept, redrawn, five] = [await beginning('keep', 10), await beginning('redraw', 10), await beginning('keep', 5)]
    expect(kept.get('conv1.weight')).toEqual(stored.get('conv1.weight')?.data)
    expect(kept.get('bn1.running_var')).toEqual(stored.get('bn1.running_var')?.data)
    expect(kept.get('fc.weight')).toHaveLength(60)
    expect(new Set(kept.get('fc.weight')).size).toBe(60)
    expect(five.get('fc.weight')).toEqual(stored.get('fc.weight')?.data)
    expect(redrawn.get('conv1.weight')).not.toEqual(stored.get('conv1.weight')?.data)
    expect([...(redrawn.get('bn1.weight') ?? [])]).toEqual(new Array(6).fill(1))
    expect([...(redrawn.get('bn1.running_mean') ?? [])]).toEqual(new Array(6).fill(0))
  })

  it('is kept under the SHA-256 of its bytes, and refused where the copy is not what it was', async () => {
    const { network } = await specOf(exported('mobile'))
    const [copy = ''] = await readdir(folder)
    expect(copy).toBe(`${network.kind === 'file' ? network.file.sha256 : ''}.onnx`)
    await writeFile(join(folder, copy), 'something else')
    await expect(openNetwork(network, folder)).rejects.toThrow('was changed')
    await rm(join(folder, copy))
    await expect(openNetwork(network, folder)).rejects.toThrow(LabError)
  })

  it('says that images of another size do not fit, and where', async () => {
    const spec = await specOf(exported('grouped'))
    await expect(trained({ ...spec, preprocessing: square(40) })).rejects.toThrow(/grouped\.onnx is for images of 3×23×23 and cannot take 3×40×40\..*node/)
    await expect(analyzeFile(exported('odd'), [1, 28, 28], 1)).rejects.toThrow('not of 1×28×28')
  })

  it('has a file in its settings, and other networks have none', () => {
    const file = { name: 'net.onnx', sha256: 'a'.repeat(64), weights: 'keep' }
    const settings = { initializer: 'kaiming-normal' }
    expect(networkSettingsSchema.safeParse({ ...settings, kind: 'file', file }).success).toBe(true)
    expect(networkSettingsSchema.safeParse({ ...settings, kind: 'file' }).success).toBe(false)
    expect(networkSettingsSchema.safeParse({ ...defaultSpec('lenet').network, file }).success).toBe(false)
  })
})

describe('a network of the zoo', () => {
  it.each(['lenet', 'resnet-8'] as const)('%s is written for any batch, and as a file computes and trains the same', async (model) => {
    const spec = defaultSpec(model)
    const path = join(folder, 'zoo.onnx')
    await exportNetwork({ spec, trained: null, networkFolder: folder, path })
    const { height, width } = spec.preprocessing
    const own = await specOf(path)
    const copy = join(folder, 'copy.onnx')
    await exportNetwork({ spec: own, trained: null, networkFolder: folder, path: copy })
    closeTo(await logitsOf(copy, [3, 1, height, width]), await logitsOf(path, [3, 1, height, width]))
    expect(await trained({ ...own, dataset: { ...own.dataset, limitTrain: 32 } })).not.toBeNull()
  })
})
