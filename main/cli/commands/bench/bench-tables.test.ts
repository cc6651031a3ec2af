// The tables of the benchmark of the zoo, of memory and of accuracy over time, for terminals and as Markdown.
import { expect, it } from 'vitest'
import type { BenchmarkResult } from '@contract/benchmark/benchmark'
import { epochsMarkdown, marksMarkdown } from './bench-accuracy'
import { assertWithout, peersOf, roundsOf } from './bench-flags'
import { memoryMarkdown } from './bench-memory'
import { zooMarkdown, zooTable } from './bench-zoo'
import { conditionsLine } from './conditions-line'

const measured = { stepSeconds: 1, deviceBytes: null, split: null }
const pytorch = { name: 'PyTorch 2.13.0, channels-last', ...measured, imagesPerSecond: 40, peakRssBytes: 8.8e8 }
const alexnet: BenchmarkResult = {
  ...{ model: 'alexnet', device: 'cpu', batchSize: 32, rounds: 3, operators: [], plan: null, prediction: null, ratio: 1.25 } as const,
  engine: { ...measured, imagesPerSecond: 50, peakRssBytes: 1.44e9 },
  peer: pytorch,
  peers: [pytorch, { ...pytorch, name: 'PyTorch 2.13.0, contiguous', imagesPerSecond: 30 }],
}
const rows = [
  { ...alexnet, plan: { plan: { version: 1, choices: {} }, places: [], byDefault: { ...measured, imagesPerSecond: 44, peakRssBytes: 1e9 } } },
  { ...alexnet, model: 'hog', peer: null, peers: [], ratio: null },
  { ...alexnet, model: 'lenet', peers: [...alexnet.peers, { ...pytorch, name: 'JAX 0.10', imagesPerSecond: 25 }] },
  { model: 'vgg-16', batchSize: 8, problem: { code: 'device/out-of-memory', message: 'The memory is too small.', remedy: 'A smaller batch size needs less memory.' } },
]

it('the table of the zoo has the fastest way of each framework, and says of the others why they have no figures', () => {
  expect(zooMarkdown(rows).split('\n')).toEqual([
    '| network | batch | images/s | peak memory | by the built-in ways | ratio | to | images/s | peak memory |',
    '|---|---:|---:|---:|---:|---:|---|---:|---:|',
    '| alexnet | 32 | 50.0 | 1.44 GB | 44.0 images/s | 1.25 | PyTorch 2.13.0, channels-last | 40.0 | 880 MB |',
    '| hog | 32 | 50.0 | 1.44 GB |  |  | none |  |  |',
    '| lenet | 32 | 50.0 | 1.44 GB |  | 1.25 | PyTorch 2.13.0, channels-last | 40.0 | 880 MB |',
    '| lenet | 32 | 50.0 | 1.44 GB |  | 2.00 | JAX 0.10 | 25.0 | 880 MB |',
    '| vgg-16 | 8 |  |  |  |  | The memory is too small. A smaller batch size needs less memory. |  |  |',
  ])
  expect(zooTable(rows)).toMatch(/^alexnet +32 +50\.0 +1\.44 GB +44\.0 images\/s +1\.25 +PyTorch 2\.13\.0, channels-last +40\.0 +880 MB$/m)
})

it('the table of memory has the share of the peer', () => {
  const [, , one, two] = memoryMarkdown([{ model: 'alexnet', batchSize: 1, engineBytes: 9e8, peer: { name: 'PyTorch 2.13.0, contiguous', bytes: 1e9 } }, { model: 'alexnet', batchSize: 2, engineBytes: 9e8, peer: null }]).split('\n')
  expect([one, two]).toEqual(['| alexnet | 1 | 900 MB | 1.00 GB | 0.90 | PyTorch 2.13.0, contiguous |', '| alexnet | 2 | 900 MB |  |  | none |'])
})

it('the tables of accuracy over time set runs of different length side by side', () => {
  const runs = [{ name: 'CNN Lab', epochs: [{ epoch: 1, seconds: 62, accuracy: 0.86 }, { epoch: 2, seconds: 120, accuracy: 0.91 }] }, { name: 'PyTorch', epochs: [{ epoch: 1, seconds: 61, accuracy: 0.87 }] }]
  expect(epochsMarkdown(runs).split('\n').slice(2)).toEqual(['| 1 | 62 s | 86.0 % | 61 s | 87.0 % |', '| 2 | 2.0 min | 91.0 % |  |  |'])
  expect(marksMarkdown(runs).split('\n').slice(2)).toContain('| 91.0 % | 2.0 min | not reached |')
})

it('the conditions name processor, versions and threads', () => {
  const peers = [{ title: 'PyTorch 2.13.0', threads: 2 }, { title: 'JAX 0.10', threads: null }]
  const conditions = { measuredAt: '2026-11-29T15:00:00.000Z', processor: 'AMD EPYC', vectorInstructions: ['AVX2'], threads: 2, memoryBytes: 2.5e10, system: 'linux x64', device: 'CPU, 2 threads', lab: '0.1.0', node: '20.19.0', onnxRuntime: '1.30.0', peers, load: 0.25 }
  expect(conditionsLine(conditions)).toBe('AMD EPYC (AVX2), 2 threads, 25.0 GB, linux x64; CPU, 2 threads; CNN Lab 0.1.0 on ONNX Runtime 1.30.0, Node 20.19.0; PyTorch 2.13.0, 2 threads; JAX 0.10; load 0.3 before the first measurement; 2026-11-29')
})

it('the flags that a form does not take are told by their names', () => {
  expect(() => { assertWithout({ all: true, batchSize: '32' }, '--all', ['model', 'batchSize']) }).toThrow('--batch-size means nothing with --all.')
  expect(peersOf({ peers: 'pytorch, jax' })).toEqual(['pytorch', 'jax'])
  expect(peersOf({ peers: 'none' })).toEqual([])
  expect(() => peersOf({ peers: 'mxnet' })).toThrow('--peers must be one of pytorch, tensorflow, jax.')
  expect(roundsOf({})).toBe(3)
})
