// Files that say things in unusual ways (cases/), each with what PyTorch 2.13 computes in float32 for the same network, on the first images of Fashion-MNIST.
import { fromBinary, toBinary } from '@bufbuild/protobuf'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunEvent } from '@contract/engine/run-events'
import { networkFileOf, trainingSize, type ImportedNetwork } from '@contract/models/imported-network'
import type { NetworkFile } from '@contract/models/networks'
import { defaultOptimizer, type OptimizerSettings } from '@contract/training/optimizer'
import { fileSpec, type RunSpec } from '@contract/training/run-spec'
import { analyzeFile } from '../../analysis/file-analysis'
import { loadDataset } from '../../data/catalogue'
import type { ImageDataset } from '../../data/dataset'
import { encodeSafetensors, readTensors } from '../../networks/export/safetensors'
import { ownName } from '../../networks/file-names'
import { trainableNetwork } from '../../networks/from-file/network-from-model'
import { readNetworkFile } from '../../networks/from-file/read-network-file'
import { ModelProtoSchema } from '../../onnx/generated/onnx_pb'
import { differentiate } from '../questions/differentiate'
import { exportNetwork } from '../questions/export-network'
import { importNetwork } from '../questions/import-network'
import { RunControl } from '../training/run/run-control'
import { trainRun } from '../training/run/training-run'

/** The path of a case, or of another file by its path. */
const pathOf = (name: string): string => (isAbsolute(name) ? name : join(import.meta.dirname, 'cases', `${name}.onnx`))

let folder: string
let data: ImageDataset<Uint8Array>
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cnn-lab-cases-'))
  data = (await loadDataset('fashion-mnist', { limitTrain: 16, limitTest: 1 })) as ImageDataset<Uint8Array>
})
afterAll(() => rm(folder, { recursive: true }))

async function kept(name: string): Promise<ImportedNetwork> {
  const { network, problem } = await importNetwork({ path: pathOf(name), networkFolder: folder })
  if (!network) throw new Error(problem?.message)
  return network
}

interface TrainedCase {
  readonly images: number
  readonly epochs: number
  readonly optimizer: OptimizerSettings
  /** Default: all images are one batch. */
  readonly batchSize?: number
}

/** A short run. @param file default: as it is imported */
async function specOf(name: string, { images, epochs, optimizer, batchSize = images }: TrainedCase, file?: NetworkFile): Promise<RunSpec> {
  const network = await kept(name)
  const spec = fileSpec(file ?? networkFileOf(network, 'keep'), trainingSize(network))
  return { ...spec, dataset: { ...spec.dataset, limitTrain: images, limitTest: 10 }, batchSize, epochs, optimizer, convolution: 'direct' }
}

async function trained(spec: RunSpec) {
  const run = await mkdtemp(join(folder, 'run-'))
  const events: RunEvent[] = []
  await trainRun(spec, { device: 'cpu', folder: run, networkFolder: folder, control: new RunControl(), emit: (event) => events.push(event) })
  const losses = events.flatMap((event) => (event.type === 'epoch' ? [event.result.trainLoss] : []))
  const checkpoint = events.flatMap((event) => (event.type === 'checkpoint' ? [event.checkpoint] : [])).at(-1) ?? null
  return { losses, trained: checkpoint && { folder: run, checkpoint } }
}

async function lossesOf(name: string, settings: TrainedCase): Promise<readonly number[]> {
  return (await trained(await specOf(name, settings))).losses
}

const near = (losses: readonly number[], digits = 5) => losses.map((loss) => expect.closeTo(loss, digits) as number)

/** Loss and gradients of the first images, whose values are those of the pixels in 0..1. */
async function gradientsOf(name: string, images: number, output: string | null = null) {
  const [batch, out] = [join(folder, `batch-${images}.safetensors`), join(folder, `${name}.gradients.safetensors`)]
  const pixels = Float32Array.from(data.train.images.subarray(0, images * 784), (pixel) => pixel / 255)
  const labels = BigInt64Array.from(data.train.labels.subarray(0, images), BigInt)
  await writeFile(batch, Buffer.concat(encodeSafetensors([{ name: 'images', shape: [images, 1, 28, 28], data: pixels }, { name: 'labels', shape: [images], data: labels }])))
  return { ...(await differentiate({ model: pathOf(name), batch, out, device: 'cpu', output })), gradients: await readTensors(out) }
}

/** What a file says, with the names that `rename` gives to its values, and to its nodes. */
async function renamed(name: string, rename: (own: string) => string): Promise<Uint8Array> {
  const model = fromBinary(ModelProtoSchema, await readFile(pathOf(name)))
  const { graph } = model
  if (!graph) throw new Error('the file has a graph')
  for (const part of [...graph.input, ...graph.output, ...graph.initializer]) part.name = rename(part.name)
  for (const node of graph.node) {
    node.input = node.input.map(rename)
    node.output = node.output.map(rename)
    node.name = node.output[0] ?? ''
  }
  return toBinary(ModelProtoSchema, model)
}

const momentum: OptimizerSettings = defaultOptimizer('momentum', 0.1)

describe('values and weights that are called what programs call theirs', () => {
  it.each(['out-labels', 'init-labels'])('%s trains as PyTorch does', async (name) => {
    expect(await lossesOf(name, { images: 64, epochs: 3, optimizer: momentum })).toEqual(near([2.32745, 2.28636, 2.19268]))
  })

  it('silent-momentum trains as PyTorch does: a weight has the name that momentum gives to what it keeps of another', async () => {
    expect(await lossesOf('silent-momentum', { images: 48, epochs: 5, optimizer: momentum })).toEqual(near([2.3066, 2.30323, 2.29759, 2.29088, 2.28385]))
  })

  it('may have any name: a file trains, is written and goes on as with other names', async () => {
    const names = ['labels', 'loss', 'constructor', '__proto__', 'toString', '__metadata__', 'images', 'learning_rate', 'losses', 'next.loss', 'file:loss:', 'node:loss', 'momentum.file:loss:', 'indices', 'steps', 'sum.loss', 'corrects']
    const given = new Map<string, string>()
    const rename = (own: string): string => {
      if (!given.has(own)) given.set(own, names[given.size] ?? `momentum.${own}`)
      return given.get(own) ?? own
    }
    const path = join(folder, 'odd-names.onnx')
    await writeFile(path, await renamed('silent-momentum', rename))
    expect(given.size).toBe(names.length)
    const settings = { images: 48, epochs: 2, optimizer: momentum }
    const { losses, trained: end } = await trained({ ...(await specOf(path, settings)), microBatchSize: 24 })
    expect(losses).toEqual(near([2.3066, 2.30323]))
    const spec = await specOf(path, settings)
    const written = join(folder, 'written.onnx')
    await exportNetwork({ spec, trained: end, networkFolder: folder, path: written })
    const { graph } = await readNetworkFile(written)
    expect([...graph.initializers.keys()].sort()).toEqual([...(await readNetworkFile(path)).graph.initializers.keys()].sort())
    expect(graph.nodes.map(({ name }) => name)).toEqual((await readNetworkFile(path)).graph.nodes.map(({ name }) => name))
    const { losses: further } = await trained({ ...(await specOf(written, { ...settings, optimizer: defaultOptimizer('sgd', 0.1) })), epochs: 1 })
    expect(further).toEqual(near([2.29759]))
  })
})

describe('weights', () => {
  it('of layers that are copies of each other are trained apart', async () => {
    const sgd = defaultOptimizer('sgd', 0.2)
    expect(await lossesOf('DeepCopied-script', { images: 24, epochs: 4, optimizer: sgd })).toEqual(near([2.303654, 2.293479, 2.283022, 2.270076]))
  })

  it('of layers that are copies stay one in runs of earlier versions, whose settings name no output', async () => {
    const settings = { images: 24, epochs: 4, optimizer: defaultOptimizer('sgd', 0.2) }
    const { name, sha256 } = await kept('DeepCopied-script')
    expect((await trained(await specOf('DeepCopied-script', settings, { name, sha256, weights: 'keep' }))).losses).toEqual(near([2.303654, 2.293441, 2.283125, 2.270911]))
  })

  it('written as nodes get a new last layer for other classes, as tensors do', async () => {
    const model = await readNetworkFile(pathOf('paddle-7'))
    const stored = model.graph.nodes.flatMap(({ operator, outputs: [name = ''], attributes: { value } }) => (operator === 'Constant' && value?.type === 'tensor' ? [[name, value.value] as const] : []))
    const asTensors = { ...model, graph: { ...model.graph, initializers: new Map(stored), nodes: model.graph.nodes.filter(({ operator }) => operator !== 'Constant') } }
    const options = { classes: 10, weights: 'keep', output: 'y' } as const
    const [network, other] = [model, asTensors].map((form) => trainableNetwork(form, 'paddle-7.onnx', [2, 1, 28, 28], options))
    expect(network?.parameters).toEqual(other?.parameters)
    expect(network?.given).toEqual(other?.given)
    expect(network?.logits.shape).toEqual([2, 10])
    expect([...(network?.given?.keys() ?? [])].map(ownName)).toEqual(['k', 'gain', 'shift', 'mean', 'var'])
    const losses = await lossesOf('paddle-7', { images: 32, epochs: 2, optimizer: defaultOptimizer('sgd', 0.01) })
    expect(losses[1]).toBeLessThan(losses[0] ?? NaN)
  })

  it('of float64 are trained in float32, and the user is told', async () => {
    expect(await lossesOf('double-inside', { images: 32, epochs: 3, optimizer: defaultOptimizer('sgd', 0.01) })).toEqual(near([2.681018, 2.51061, 2.394174]))
    expect((await kept('double-inside')).notes).toEqual(['The file computes in float64; the lab computes and trains it in float32.'])
  })
})

describe('the end of a network', () => {
  it('that is a softmax written out is left out, as a node is, and the user is told', async () => {
    const { loss, notes } = await gradientsOf('softmax-by-hand', 8)
    expect(loss).toBeCloseTo(2.491748, 5)
    expect(notes).toEqual(['The network ends in a softmax (mx, d, e, su, y): the cross-entropy is taken of the logits before it.'])
  })

  it('may have several outputs: the main one is trained, the user is told, and can choose another', async () => {
    const { loss, notes } = await gradientsOf('AuxMain', 16)
    expect(loss).toBeCloseTo(2.40911, 5)
    expect(notes).toEqual(['The network has the outputs aux_logits and logits: the classes are those of logits, and aux_logits stays as it is. On the command line, --output chooses another.'])
    expect((await gradientsOf('AuxMain', 16, 'aux_logits')).loss).toBeCloseTo(2.37941, 5)
    await expect(gradientsOf('AuxMain', 16, 'logit')).rejects.toThrow('it has no output logit, but aux_logits and logits')
    expect(await kept('AuxMain')).toMatchObject({ outputs: ['aux_logits', 'logits'], output: 'logits' })
  })

  it('keeps the other outputs when the trained network is written', async () => {
    const spec = await specOf('AuxMain', { images: 16, epochs: 1, optimizer: defaultOptimizer('sgd', 0.1) })
    const written = join(folder, 'aux-trained.onnx')
    await exportNetwork({ spec, trained: (await trained(spec)).trained, networkFolder: folder, path: written })
    const [before, after] = [(await readNetworkFile(pathOf('AuxMain'))).graph, (await readNetworkFile(written)).graph]
    expect(after.outputs).toEqual(before.outputs)
    expect(after.initializers.get('aux.weight')).toEqual(before.initializers.get('aux.weight'))
    expect(after.initializers.get('f.weight')).not.toEqual(before.initializers.get('f.weight'))
    const session = await InferenceSession.create(written, { logSeverityLevel: 4 })
    const answers = await session.run({ x: new OrtTensor('float32', new Float32Array(3 * 784), [3, 1, 28, 28]) })
    await session.release()
    expect(Object.entries(answers).map(([name, { dims }]) => [name, dims])).toEqual([['aux_logits', [3, 10]], ['logits', [3, 10]]])
  })

  it('that drops axes keeps that of the images, even where there is one image', async () => {
    expect(await lossesOf('Squeeze-4-dynamo', { images: 32, epochs: 3, optimizer: defaultOptimizer('sgd', 0.1) })).toEqual(near([2.316805, 2.301111, 2.286858]))
    expect((await analyzeFile(pathOf('Squeeze-4-dynamo'), null, 1)).rows.at(-1)?.outputShape).toEqual([1, 10])
  })
})

it('dropout with ratio 1 leaves no unit, and training goes on with the biases behind it', async () => {
  const losses = await lossesOf('all', { images: 64, epochs: 2, optimizer: defaultOptimizer('sgd', 0.01) })
  expect(losses[0]).toBeCloseTo(2.308564, 5)
  expect(losses[1]).toBeLessThan(2.3085)
})

it('nodes may stand in any order', async () => {
  expect(await lossesOf('unsorted-two-nodes', { images: 32, epochs: 3, optimizer: defaultOptimizer('sgd', 0.01) })).toEqual(near([2.57474, 2.456867, 2.36758]))
})

it('a function that nothing uses is left out', async () => {
  expect(await lossesOf('unused', { images: 32, epochs: 3, optimizer: defaultOptimizer('sgd', 0.01) })).toEqual(near([2.681018, 2.51061, 2.394174]))
})
