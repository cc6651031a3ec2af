// Exported networks: the file holds a checkpoint's or the initial parameters, can be read again, and says how to use the network.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { checkpointAt } from '@contract/runs/checkpoints'
import { LabError } from '@contract/problem'
import { defaultSpec, square, type RunSpec } from '@contract/training/run-spec'
import { fashionMnist } from '../../data/fashion-mnist'
import { analyzeFile } from '../../analysis/file-analysis'
import { analyzeNetwork } from '../../analysis/network-analysis'
import { initialState, stateOf } from '../../networks/network'
import { buildNetwork } from '../../networks/zoo/zoo'
import { readTensors } from '../../networks/export/safetensors'
import { readModel } from '../../onnx/reading/read-model'
import { Checkpoints } from '../training/checkpoints/checkpoints'
import { feed, Session } from '../runtime/session'
import { exportNetwork } from './export-network'
import { predict } from './predict'
import { freshState } from '../training/checkpoints/run-state'

const spec = defaultSpec('lenet-relu')
const network = buildNetwork('lenet-relu', [3, 1, 28, 28], { classes: 10, dropout: 0 })

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cnn-lab-export-'))
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true, force: true })
})

describe('exportNetwork', () => {
  it("writes a checkpoint's parameters, with classes and preprocessing", async () => {
    const state = initialState(network, 'pytorch-default', 9)
    const checkpoints = new Checkpoints(folder, spec, { network: stateOf(network), optimizer: [] })
    const checkpoint = await checkpoints.save(state, { state: { ...freshState, step: 4 }, epochs: [], plan: null })
    const path = join(folder, 'trained.onnx')
    expect(await exportNetwork({ spec, trained: { folder, checkpoint }, networkFolder: folder, path })).toBe((await readFile(path)).length)
    const { graph, metadata } = readModel(await readFile(path))
    expect([...graph.initializers.keys()]).toEqual(expect.arrayContaining(stateOf(network).map(({ name }) => name)))
    for (const [name, values] of state) expect(graph.initializers.get(name)?.data).toEqual(values)
    expect(JSON.parse(metadata.classes ?? '')).toContain('Ankle boot')
    expect(metadata.preprocessing).toContain('28×28')
    expect(JSON.parse(metadata.spec ?? '')).toEqual(spec)
  })

  it('writes a network that takes values in 0..1 and normalises them itself, by the numbers of the run or of its data set', async () => {
    const images = Uint8Array.from({ length: 2 * 28 * 28 }, (_, place) => (place * 7919 + 13) % 251)
    const { mean, deviation } = fashionMnist
    for (const [normalization, numbers] of [['own', { mean: [0.3], deviation: [0.25] }], ['dataset', { mean, deviation }]] as const) {
      const normalized: RunSpec = { ...spec, preprocessing: { ...square(28), normalization, mean: [0.3], deviation: [0.25] } }
      const path = join(folder, `${normalization}.onnx`)
      await exportNetwork({ spec: normalized, trained: null, networkFolder: folder, path })
      const { metadata } = readModel(await readFile(path))
      expect(JSON.parse(metadata.normalization ?? '')).toEqual(numbers)
      expect(metadata.preprocessing).toContain('which an ONNX file does itself')
      const session = await Session.open(await readFile(path), { threads: 1 })
      const exported = (await session.run({ images: feed('float32', Float32Array.from(images, (pixel) => pixel / 255), [2, 1, 28, 28]) }, ['logits'])).floats('logits')
      await session.close()
      const { logits } = await predict({ spec: normalized, trained: null, networkFolder: folder, images, opened: undefined })
      exported.forEach((logit, place) => {
        expect(logit).toBeCloseTo(logits[place] ?? NaN, 5)
      })
      const plain = await predict({ spec, trained: null, networkFolder: folder, images, opened: undefined })
      expect(Math.abs((plain.logits[0] ?? NaN) - (logits[0] ?? NaN))).toBeGreaterThan(1e-3)
    }
  })

  it('writes how to use the network into the metadata of safetensors, too', async () => {
    const path = join(folder, 'fresh.safetensors')
    await exportNetwork({ spec: { ...spec, preprocessing: { ...square(28), normalization: 'dataset' } }, trained: null, networkFolder: folder, path })
    const bytes = await readFile(path)
    const { __metadata__: metadata } = JSON.parse(bytes.toString('utf8', 8, 8 + Number(bytes.readBigUInt64LE()))) as { readonly __metadata__: Readonly<Record<string, string>> }
    expect(JSON.parse(metadata.normalization ?? '')).toEqual({ mean: fashionMnist.mean, deviation: fashionMnist.deviation })
    expect(JSON.parse(metadata.classes ?? '')).toContain('Ankle boot')
  })

  it('writes the same bytes where the lab speaks another language', async () => {
    const cropped = { ...spec, preprocessing: { ...square(28), normalization: 'dataset', centreCrop: 0.875 } } as const
    const written = async (language: string): Promise<Buffer> => {
      vi.stubEnv('CNN_LAB_LANGUAGE', language)
      vi.resetModules()
      const path = join(folder, `${language}.onnx`)
      await (await import('./export-network')).exportNetwork({ spec: cropped, trained: null, networkFolder: folder, path })
      return readFile(path)
    }
    expect((await written('zh-Hans')).equals(await written('en'))).toBe(true)
  })

  it('refuses a damaged checkpoint', async () => {
    const trained = { folder, checkpoint: checkpointAt(1, 10) }
    await expect(exportNetwork({ spec, trained, networkFolder: folder, path: join(folder, 'x.onnx') })).rejects.toThrow('its manifest is missing')
  })

  it('writes what a run would begin with', async () => {
    const path = join(folder, 'fresh.onnx')
    await exportNetwork({ spec, trained: null, networkFolder: folder, path })
    const { graph } = readModel(await readFile(path))
    expect([...graph.initializers.keys()]).toEqual(expect.arrayContaining(stateOf(network).map(({ name }) => name)))
    for (const [name, values] of initialState(network, 'xavier-uniform', 0)) expect(graph.initializers.get(name)?.data).toEqual(values)
  })

  it("writes a checkpoint's parameters and buffers as the state_dict of the network's PyTorch program", async () => {
    const residual = defaultSpec('resnet-8')
    const built = buildNetwork('resnet-8', [2, 1, 28, 28], { classes: 10 })
    const state = initialState(built, 'kaiming-normal', 9)
    const checkpoint = await new Checkpoints(folder, residual, { network: stateOf(built), optimizer: [] }).save(state, { state: { ...freshState, step: 4 }, epochs: [], plan: null })
    const path = join(folder, 'trained.safetensors')
    await exportNetwork({ spec: residual, trained: { folder, checkpoint }, networkFolder: folder, path })
    const tensors = await readTensors(path)
    expect([...tensors.keys()].slice(0, 8)).toEqual([
      'net.0.weight', 'net.1.weight', 'net.1.bias', 'net.1.running_mean', 'net.1.running_var', 'net.1.num_batches_tracked', 'net.3.body.0.weight', 'net.3.body.1.weight',
    ])
    expect(tensors.get('net.3.body.0.weight')?.data).toEqual(state.get('conv2.weight'))
    expect(tensors.get('net.1.running_var')?.data).toEqual(state.get('bn1.running_var'))
    expect(tensors.get('net.1.num_batches_tracked')).toMatchObject({ type: 'int64', shape: [], data: BigInt64Array.of(4n) })
    const learnt = [...tensors].filter(([name]) => !name.endsWith('num_batches_tracked'))
    expect(learnt).toHaveLength(state.size)
  })

  it('writes a network with a layer that no program has under the names of its own', async () => {
    const path = join(folder, 'fresh.safetensors')
    await exportNetwork({ spec: defaultSpec('hog'), trained: null, networkFolder: folder, path })
    expect([...(await readTensors(path)).keys()]).toEqual(['fc1.weight', 'fc1.bias'])
  })

  it('leaves nothing behind where it cannot write', async () => {
    await expect(exportNetwork({ spec, trained: null, networkFolder: folder, path: join(folder, 'missing', 'x.onnx') })).rejects.toThrow(LabError)
    expect(await readdir(folder)).toEqual([])
  })
})

describe('analyzeFile', () => {
  it('has the layers of the network that was written, at any batch size', async () => {
    const path = join(folder, 'lenet.onnx')
    await exportNetwork({ spec, trained: null, networkFolder: folder, path })
    const expected = analyzeNetwork(network)
    expect(await analyzeFile(path, null, 3)).toEqual({ ...expected, model: 'lenet.onnx', rows: expected.rows.map((row) => ({ ...row, path: null })) })
  })

  it('names the layer that an image size does not fit', async () => {
    const path = join(folder, 'lenet.onnx')
    await exportNetwork({ spec, trained: null, networkFolder: folder, path })
    await expect(analyzeFile(path, [1, 32, 32], 1)).rejects.toThrow(/cannot take 1×32×32.*fc1/)
    await expect(analyzeFile(path, [1, 4, 4], 1)).rejects.toThrow(/conv2/)
  })

  it('says so when there is no such file', async () => {
    await expect(analyzeFile(join(folder, 'none.onnx'), null, 1)).rejects.toThrow('cannot be read')
  })
})
