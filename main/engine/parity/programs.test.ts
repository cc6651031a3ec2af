// The programs that the lab writes, run in their own frameworks: as many parameters, and with the same weights the same logits.
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reorderedInputs } from '@common/code/channels-last'
import { programCode } from '@common/code/code'
import { stateNames } from '@common/code/pytorch/state-names'
import { shapedLayers } from '@common/code/shaped-layers'
import { everyLayer } from '@common/code/testing/every-layer'
import type { Framework } from '@contract/models/frameworks'
import { defaultNetworkSettings } from '@contract/models/networks'
import { modelInfo, modelNames, type ModelName } from '@contract/models/zoo'
import { networkListingSchema } from '@contract/models/layers/listing'
import { buildLayers, type LayersNetwork } from '../../networks/build-layers'
import { encodeNetwork } from '../../networks/export/encode-network'
import { networkToWrite } from '../../networks/export/network-to-write'
import { encodeSafetensors, type WritableTensor } from '../../networks/export/safetensors'
import { stateDict } from '../../networks/export/state-dict'
import { initialState, stateOf, type StateValues } from '../../networks/network'
import { buildNetwork } from '../../networks/zoo/zoo'
import { feed, Session } from '../runtime/session'

/** Edges of images in pixels: as small as leaves every layer something to do, where the network's own would take gigabytes. */
const edges: Readonly<Partial<Record<ModelName, number>>> = { alexnet: 128, 'alexnet-2012': 128, 'vgg-11': 64, 'vgg-16': 64, nin: 128, googlenet: 64, 'resnet-18': 64, 'resnet-50': 64, 'mobilenet-v2': 64 }
const batch = 2
/** The largest difference of a logit, relative to the largest logit. */
const tolerance = 1e-4

interface Case {
  readonly name: string
  readonly network: LayersNetwork
  readonly title: string
  readonly initializer: Parameters<typeof initialState>[1]
}

const cases: readonly Case[] = [
  ...modelNames.filter((name) => modelInfo(name).family !== 'Crafted features').map((name): Case => {
    const settings = defaultNetworkSettings(name)
    const edge = edges[name] ?? modelInfo(name).inputSize
    return { name, network: buildNetwork(name, [batch, 1, edge, edge], { ...settings, classes: 10 }), title: modelInfo(name).title, initializer: settings.initializer }
  }),
  ...everyLayer.map((written, index): Case => {
    const { name, input, layers, initializer } = networkListingSchema.parse(written)
    return { name: `layer-${String(index).padStart(2, '0')}-${name.replaceAll(/\W+/g, '-')}`, network: buildLayers(name, [batch, ...input], layers), title: name, initializer }
  }),
]

const python = process.env.CNN_LAB_PYTHON ?? 'python3'
/** Why programs of a framework cannot be run here; null: they can. */
function whyNot(module: string): string | null {
  const { status, error } = spawnSync(python, ['-c', `import numpy, safetensors, ${module}`], { encoding: 'utf8', env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' } })
  if (error) return `there is no ${python}`
  return status === 0 ? null : `${python} cannot import numpy, safetensors and ${module}; CNN_LAB_PYTHON may name one that can`
}

const frameworks = [
  ['pytorch', 'torch'],
  ['keras', 'keras'],
  ['flax', 'flax'],
] as const satisfies readonly (readonly [Framework, string])[]
const reasons = new Map(frameworks.map(([framework, module]) => [framework, whyNot(module)]))

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cnn-lab-programs-'))
  if ([...reasons.values()].every((reason) => reason !== null)) return
  for (const written of cases) await writeCase(written)
}, 600_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

async function writeCase({ name, network, title, initializer }: Case): Promise<void> {
  const written = networkToWrite(network, title, { initializer, initializerScale: 1 })
  const values = disturbed(network, initialState(network, initializer === 'normal-0.01' ? 'kaiming-normal' : initializer, 7))
  const shape = network.images.shape
  const images = Float32Array.from({ length: shape.reduce((product, size) => product * size, 1) }, (_, index) => 0.5 + 0.5 * Math.sin(index * 12.9898 + index ** 2))
  const session = await Session.open(encodeNetwork(network, values))
  const logits = (await session.run({ images: feed('float32', images, shape) }, ['logits'])).floats('logits').slice()
  await session.close()
  const write = (file: string, tensors: readonly WritableTensor[]): Promise<void> => writeFile(join(folder, file), Buffer.concat(encodeSafetensors(tensors)))
  await write(`${name}.safetensors`, stateDict(network, written, values, 3))
  await write(`${name}.batch.safetensors`, [
    { name: 'images', shape, data: images },
    { name: 'logits', shape: network.logits.shape, data: logits },
  ])
  const layers = shapedLayers(written)
  const reordered = reorderedInputs(layers)
  const modules = stateNames(layers).map(({ module, record, buffers }) => ({
    module,
    layer: record.layer,
    buffers,
    groups: 'groups' in record ? record.groups : 1,
    reordered: reordered.get(record) ?? null,
  }))
  await writeFile(join(folder, `${name}.json`), JSON.stringify(modules))
  for (const [framework] of frameworks) await writeFile(join(folder, `${name}.${framework}.py`), programCode({ framework, network: written, run: null, trained: null }))
}

/** Values of which none is what a layer begins with, so that none can be left out unnoticed. */
function disturbed(network: LayersNetwork, values: StateValues): StateValues {
  return new Map(
    stateOf(network).map(({ name }) => {
      const own = values.get(name) ?? new Float32Array()
      const isMultiplied = name.endsWith('weight') || name.endsWith('running_var')
      return [name, own.map((value, index) => (isMultiplied ? value * (1 + 0.3 * Math.sin(index)) : value + 0.05 * Math.sin(1 + index)))]
    }),
  )
}

interface Result {
  readonly name: string
  readonly parameters?: number
  readonly difference?: number
  readonly error?: string
}

describe.each(frameworks)('%s', (framework) => {
  const reason = reasons.get(framework) ?? null
  it.skipIf(reason !== null)(reason === null ? 'gives the logits of the engine with as many parameters' : `gives the logits of the engine (left out: ${reason})`, () => {
    const script = join(import.meta.dirname, 'programs_check.py')
    const { stdout, stderr, status } = spawnSync(python, [script, folder, framework], { encoding: 'utf8', maxBuffer: 1e8 })
    expect(status, stderr).toBe(0)
    const results = stdout.trim().split('\n').map((line) => JSON.parse(line) as Result)
    expect(results.map(({ name }) => name).sort()).toEqual(cases.map(({ name }) => name).sort())
    const counts = new Map(cases.map(({ name, network, title, initializer }) => [name, networkToWrite(network, title, { initializer, initializerScale: 1 }).parameters]))
    const faults = results.filter(({ name, parameters, difference }) => parameters !== counts.get(name) || difference === undefined || !(difference <= tolerance))
    console.log(framework, `${results.length} programs, largest difference ${Math.max(...results.map(({ difference }) => difference ?? Infinity))}`)
    expect(faults).toEqual([])
  }, 900_000)
})
