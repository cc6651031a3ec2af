// The table of a benchmark: columns, and where the time goes.
import type { BenchmarkResult } from '@contract/benchmark/benchmark'
import { expect, it } from 'vitest'
import { benchmarkText } from './bench'

const alone: BenchmarkResult = {
  model: 'resnet-8',
  device: 'cuda',
  batchSize: 128,
  rounds: 3,
  engine: { imagesPerSecond: 1234.5, stepSeconds: 0.1037, peakRssBytes: 4.5e8, deviceBytes: 1.2e9, split: { upload: 0.0001, compute: 0.1, readBack: 0.0006, outside: 0.003 } },
  operators: [{ operator: 'Conv', share: 0.6 }, { operator: 'Gemm', share: 0.37 }, { operator: 'Add', share: 0.019 }, { operator: 'Mul', share: 0.011 }],
  plan: null,
  prediction: null,
  peer: null,
  peers: [],
  ratio: null,
}

const compared: BenchmarkResult = {
  ...alone,
  ...{ model: 'alexnet', device: 'cpu', batchSize: 32, ratio: 0.8 } as const,
  engine: { imagesPerSecond: 40, stepSeconds: 0.8, peakRssBytes: 1.44e9, deviceBytes: null, split: { upload: 0, compute: 0.78, readBack: 0.01, outside: 0.01 } },
  peer: { name: 'PyTorch 2.13.0, contiguous', imagesPerSecond: 50, stepSeconds: 0.64, peakRssBytes: 8.8e8, deviceBytes: null, split: null },
  operators: [{ operator: 'Conv', share: 1 }],
  prediction: { roof: { flopsPerSecond: 2e11, bytesPerSecond: 2e10, convolutionFlopsPerSecond: 2e11, operatorSeconds: 1e-6 }, stepSeconds: 0.64 },
}

it('tells the gain of a plan, and which ways it takes in place of the built-in ones', () => {
  const place = { place: 'conv 32x6x14x14 16x5x5', count: 2, ways: { forward: 'blocked', 'kernel gradient': 'taps' }, builtIn: { forward: 'fourier', 'kernel gradient': 'taps' }, seconds: 0.002, builtInSeconds: 0.003 }
  const plan = { plan: { version: 1, choices: {} }, places: [place], byDefault: { ...compared.engine, imagesPerSecond: 32 } }
  const text = benchmarkText([{ ...compared, plan }, { ...alone, plan: { ...plan, byDefault: null } }])
  expect(text).toContain('alexnet at batch 32: 40.0 images/s, 1.25 times the 32.0 by the built-in ways\n  conv 32x6x14x14 16x5x5, 2 times in the network: forward by blocked instead of fourier; 2.00 ms instead of 3.00 ms')
  expect(text).toContain('resnet-8 at batch 128: the built-in ways; none was measured to be slower than another')
})

it('has a row for each network and batch, and below it the shares of operators', () => {
  const lines = benchmarkText([compared, alone]).split('\n')
  expect(lines[0]).toMatch(/^network +device +batch +images\/s +ms\/step +peak memory +ratio +to +images\/s +ms\/step +peak memory$/)
  expect(lines[2]).toMatch(/^alexnet +cpu +32 +40\.0 +800 +1\.44 GB +0\.80 +PyTorch 2\.13\.0, contiguous +50\.0 +640 +880 MB$/)
  expect(lines[3]).toMatch(/^resnet-8 +cuda +128 +1,235 +104 +450 MB +no peer$/)
  expect(lines.slice(4)).toEqual([
    '',
    'Predicted by the roofline of the operators in a step:',
    'alexnet at batch 32: 640 ms at 200 GFLOP/s and 20.0 GB/s; measured: 1.25 times that',
    '',
    'Where the time of a step goes:',
    'alexnet at batch 32: upload 0.00 ms, compute 780.00 ms, read-back 10.00 ms, outside ONNX Runtime 10.00 ms (1.3 %)',
    'resnet-8 at batch 128: upload 0.10 ms, compute 100.00 ms, read-back 0.60 ms, outside ONNX Runtime 3.00 ms (2.9 %); 1.20 GB held on the device as counted by the engine, without the intermediate results of a step',
    '',
    'Shares of the operators in it:',
    'alexnet at batch 32: Conv 100.0 %',
    'resnet-8 at batch 128: Conv 60.0 %, Gemm 37.0 %, all others 3.0 %',
  ])
})

it('has no columns of a peer where there is none', () => {
  const [head = '', , row = ''] = benchmarkText([alone]).split('\n')
  expect(head).toMatch(/^network +device +batch +images\/s +ms\/step +peak memory$/)
  expect(row).toMatch(/^resnet-8 +cuda +128 +1,235 +104 +450 MB$/)
})
