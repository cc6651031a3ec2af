// Peers of benchmarks: which runs they train, how their scripts are called, and what becomes of scripts that fail, hang or are missing.
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { noAugmentation } from '@contract/data/augmentation'
import { modelNames } from '@contract/models/zoo'
import { presets } from '@contract/training/presets'
import { defaultSpec, type RunSpec } from '@contract/training/run-spec'
import { temporaryFolder } from '../testing/samples'
import { Peer } from './peer'
import { peerRunRefusal, trainInPyTorch } from './peer-run'
import { pythonCommand } from './peer-script'
import { zooSpecs } from './zoo-cases'

const lenet = { ...defaultSpec('lenet'), batchSize: 32 }
const step = { imagesPerSecond: 128, stepSeconds: 0.25, peakRssBytes: 1e8, deviceBytes: null }

/** What a stand-in for a script was called with. */
interface Call {
  readonly script: string
  readonly case: Readonly<Record<string, unknown>> & { readonly program: string }
}

/** A stand-in for Python, which imports every framework, and does this with a script and what that reads; `calls` reads what it was called with. */
function python(body: string, look = '2.13.0 False 2'): { readonly path: string; readonly calls: () => readonly Call[] } {
  const folder = temporaryFolder()
  const [path, log] = [join(folder, 'python'), join(folder, 'calls')]
  const program = `
const fs = require('fs')
const args = process.argv.slice(2)
if (args[0] === '-c') console.log('${look}')
else {
  const read = JSON.parse(fs.readFileSync(0, 'utf8'))
  fs.appendFileSync('${log}', JSON.stringify({ script: args[0], case: read }) + '\\n')
  ${body}
}`
  writeFileSync(path, `#!${process.execPath}\n${program}\n`)
  chmodSync(path, 0o755)
  return { path, calls: () => readFileSync(log, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as Call) }
}

const answering = (answer: object): string => `console.log(JSON.stringify(${JSON.stringify(answer)}))`

async function found(path: string, name: 'pytorch' | 'tensorflow' | 'jax' = 'pytorch'): Promise<Peer> {
  const peer = await Peer.find(name, path)
  if (!peer) throw new Error('not found')
  return peer
}

describe('Python', () => {
  it('is the one that CNN_LAB_PYTHON names', () => {
    expect(pythonCommand({ CNN_LAB_PYTHON: '/opt/python' })).toBe('/opt/python')
    expect(pythonCommand({})).toMatch(/^python3?$/)
  })

  it('has no peer where there is none of that name', async () => {
    expect(await Peer.find('pytorch', 'no-such-python')).toBeNull()
  })
})

// Windows starts no scripts by their first line, and peers are not measured there.
describe.skipIf(process.platform === 'win32')('a peer', () => {
  it('trains the program of the run in each of its ways, by the script that ships with the lab', async () => {
    const { path, calls } = python(answering(step))
    const peer = await found(path)
    expect([peer.title, peer.threads, peer.hasGpu]).toEqual(['PyTorch 2.13.0', 2, false])
    const { contenders } = peer.contenders({ ...lenet, labelSmoothing: 0.1 }, 'cpu')
    expect(contenders.map(({ name }) => name)).toEqual(['PyTorch 2.13.0, contiguous', 'PyTorch 2.13.0, channels-last'])
    for (const contender of contenders) expect(await contender.measure()).toEqual({ ...step, split: null })
    const called = calls()
    expect(called.map(({ case: { channelsLast, batchSize, input, classes, device } }) => [channelsLast, batchSize, input, classes, device])).toEqual([
      [false, 32, [1, 28, 28], 10, 'cpu'],
      [true, 32, [1, 28, 28], 10, 'cpu'],
    ])
    const { script, case: { program } } = called[0] ?? { script: '', case: { program: '' } }
    expect(readFileSync(script, 'utf8')).toContain('load_program')
    // What the script calls is there, and nothing trains by itself.
    for (const part of ['LABEL_SMOOTHING = 0.1', 'BATCH_SIZE = 32', 'class LeNet(nn.Module)', 'def load_data()', 'def train(model)', '\nmodel = LeNet()\nmodel.apply(initialize)\n']) expect(program).toContain(part)
    expect(program).not.toContain('__main__')
  })

  it('trains every network of the zoo but those with crafted features', async () => {
    const { path } = python('')
    for (const name of ['pytorch', 'tensorflow', 'jax'] as const) {
      const peer = await found(path, name)
      const refused = modelNames.filter((model) => peer.contenders(defaultSpec(model), 'cpu').refusal !== undefined)
      expect(refused).toEqual(['hog', 'visual-words'])
    }
  })

  it('trains no run that its script could not train alike', async () => {
    const { path } = python('')
    const momentum: RunSpec = presets.find(({ name }) => name === 'fashionnet')?.spec ?? lenet
    const plain = { ...momentum, augmentation: noAugmentation }
    expect((await found(path)).contenders(plain, 'cpu').contenders).toHaveLength(2)
    expect((await found(path)).contenders(momentum, 'cpu').refusal).toContain('images as they are')
    expect((await found(path, 'tensorflow')).contenders(lenet, 'cpu').contenders.map(({ name }) => name)).toEqual(['TensorFlow 2.13.0, graph', 'TensorFlow 2.13.0, XLA'])
    expect((await found(path, 'jax')).contenders(lenet, 'cpu').contenders.map(({ name }) => name)).toEqual(['JAX 2.13.0'])
    expect((await found(path, 'jax')).contenders(plain, 'cpu').refusal).toContain('plain descent')
  })

  it('trains on the GPU that it sees, beside either of ours, in the same precision', async () => {
    const { path, calls } = python(answering({ ...step, deviceBytes: 2 ** 29 }), '2.13.0+cu130 True 8')
    const peer = await found(path)
    for (const device of ['webgpu', 'cuda'] as const) expect(await peer.contenders(lenet, device).contenders[0]?.measure()).toMatchObject({ deviceBytes: 2 ** 29 })
    await peer.contenders({ ...lenet, device: 'cuda', precision: 'mixed' }, 'cuda').contenders[0]?.measure()
    expect(calls().map(({ case: { device, program } }) => [device, program.includes('torch.autocast(DEVICE, torch.float16)')])).toEqual([['cuda', false], ['cuda', false], ['cuda', true]])
    expect((await found(python('').path)).contenders(lenet, 'cuda').refusal).toBe('PyTorch sees no GPU')
  })

  it('says what it died of', async () => {
    const peer = await found(python(`console.error('MemoryError'); process.exit(1)`).path)
    await expect(peer.contenders(lenet, 'cpu').contenders[0]?.measure()).rejects.toMatchObject({ code: 'benchmark/peer', message: expect.stringContaining('MemoryError') as string })
  })

  it('that prints something else is told', async () => {
    const peer = await found(python(`console.log('hello')`).path)
    await expect(peer.contenders(lenet, 'cpu').contenders[0]?.measure()).rejects.toThrow('it printed "hello"')
  })

  it('whose import hangs is not found, whatever signal it ignores', async () => {
    const path = join(temporaryFolder(), 'python')
    writeFileSync(path, "#!/bin/sh\ntrap '' TERM\nexec sleep 60\n")
    chmodSync(path, 0o755)
    expect(await Peer.find('pytorch', path, 500)).toBeNull()
  }, 20_000)

  it('whose measurement hangs is given up, and says so', async () => {
    const path = join(temporaryFolder(), 'python')
    writeFileSync(path, '#!/bin/sh\nif [ "$1" = -c ]; then echo 2.13.0 False 2; else exec sleep 60; fi\n')
    chmodSync(path, 0o755)
    const peer = await Peer.find('pytorch', path, 10_000, 300)
    await expect(peer?.contenders(lenet, 'cpu').contenders[0]?.measure()).rejects.toMatchObject({ code: 'benchmark/peer', message: 'PyTorch could not be measured: it did not end within 0.3 seconds' })
  }, 20_000)

  it('trains a whole run, and tells each epoch', async () => {
    const body = [1, 2].map((epoch) => answering({ epoch, loss: 1 / epoch, accuracy: epoch / 4 })).join('\n')
    const { path, calls } = python(body)
    const epochs: number[][] = []
    const spec = presets.find(({ name }) => name === 'fashionnet')?.spec ?? lenet
    await trainInPyTorch(await found(path), spec, true, ({ epoch, accuracy }) => epochs.push([epoch, accuracy]))
    expect(epochs).toEqual([[1, 0.25], [2, 0.5]])
    expect(calls()[0]?.case).toMatchObject({ channelsLast: true, flip: 0.5, cropPadding: 1, size: [28, 28], trainImages: 60_000, testImages: 10_000 })
  })
})

it('whole runs are refused where PyTorch would train on other images', () => {
  const { spec } = presets.find(({ name }) => name === 'fashionnet') ?? { spec: lenet }
  expect(presets.map(({ spec: preset }) => peerRunRefusal(preset)).filter((refusal) => refusal !== null)).toEqual([])
  expect(peerRunRefusal({ ...spec, augmentation: { ...spec.augmentation, cutout: 4 } })).toContain('flips and shifts')
  expect(peerRunRefusal({ ...spec, dataset: { ...spec.dataset, validation: 'share' } })).toContain('test images')
  expect(peerRunRefusal({ ...spec, preprocessing: { ...spec.preprocessing, centreCrop: 0.9 } })).toContain('whole images')
})

it('the zoo is measured whole, or a part of it at one batch size a network', () => {
  expect(new Set(zooSpecs(false).map(({ network }) => network.kind === 'zoo' && network.model)).size).toBe(modelNames.length)
  const quick = zooSpecs(true).map(({ network, batchSize }) => [network.kind === 'zoo' && network.model, batchSize])
  expect(new Set(quick.map(([model]) => model)).size).toBe(quick.length)
  expect(quick.length).toBeLessThan(modelNames.length)
})
