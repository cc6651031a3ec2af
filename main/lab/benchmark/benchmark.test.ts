// Benchmarks: turns, medians and the fastest peer, with a stand-in for the engine and one for Python.
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { benchmarkResultSchema } from '@contract/benchmark/benchmark'
import { defaultSpec } from '@contract/training/run-spec'
import { FakeLauncher } from '../testing/fake-launcher'
import { temporaryFolder } from '../testing/samples'
import { benchmark } from './benchmark'
import type { Contender } from './contender'
import { PyTorch, pythonCommand } from './pytorch'

const spec = { ...defaultSpec('lenet'), batchSize: 32 } // the stand-in trains 320 images per second of it
const subject = { device: 'cpu' as const, spec, networkFolder: '/networks' }

/** A contender that trains so many images per second, round by round. */
function peer(name: string, ...speeds: number[]): Contender {
  const measurements = speeds.map((imagesPerSecond) => ({ imagesPerSecond, stepSeconds: 32 / imagesPerSecond, peakRssBytes: 1e8 + imagesPerSecond, deviceBytes: null, split: null }))
  return {
    name,
    measure: () => {
      const next = measurements.shift()
      return next ? Promise.resolve(next) : Promise.reject(new Error('one round too many'))
    },
  }
}

describe('a benchmark', () => {
  it('takes medians of measurements in turns, and compares with the fastest peer', async () => {
    const launcher = new FakeLauncher()
    const turns: string[] = []
    const result = await benchmark(launcher, subject, {
      rounds: 3,
      peers: () => [peer('steady', 200, 199, 201), peer('moody', 1000, 100, 150)],
      tell: ({ contender, round }) => turns.push(`${round} ${contender}`),
    })
    expect(turns).toEqual([1, 2, 3].flatMap((round) => [`${round} CNN Lab`, `${round} steady`, `${round} moody`]))
    expect(benchmarkResultSchema.parse(result)).toMatchObject({
      ...{ model: 'lenet', device: 'cpu', batchSize: 32, rounds: 3, engine: { imagesPerSecond: 320 }, ratio: 1.6 },
      peer: { name: 'steady', imagesPerSecond: 200, stepSeconds: 0.16, peakRssBytes: 1e8 + 200 },
    })
    expect(result.operators[0]).toEqual({ operator: 'Conv', share: 0.7 })
    // 4 ms of arithmetic at 50 GFLOP/s, 10 ms of memory at 10 GB/s, done twice, and 1 µs for each.
    expect(result.prediction).toMatchObject({ roof: { flopsPerSecond: 1e11 }, stepSeconds: expect.closeTo(0.024003) as number })
    // Three timings with a measurement of the roof behind each, a profile and a count, each in a process of its own.
    expect(launcher.channels).toHaveLength(8)
    await expect.poll(() => launcher.alive).toBe(0)
  })

  it('goes without peers', async () => {
    const result = await benchmark(new FakeLauncher(), subject, { rounds: 1, peers: () => [], tell: () => undefined })
    expect(result).toMatchObject({ peer: null, ratio: null })
  })

  it.each([
    ['problem', 'It diverged.'],
    ['kill', 'was killed while taking training steps'],
  ] as const)('tells of a %s of the engine', async (kind, message) => {
    const launcher = new FakeLauncher({ failure: { atStep: 0, kind } })
    await expect(benchmark(launcher, subject, { rounds: 1, peers: () => [], tell: () => undefined })).rejects.toThrow(message)
  })
})

describe('Python', () => {
  it('is the one that CNN_LAB_PYTHON names', () => {
    expect(pythonCommand({ CNN_LAB_PYTHON: '/opt/python' })).toBe('/opt/python')
    expect(pythonCommand({})).toMatch(/^python3?$/)
  })
})

// Windows starts no scripts by their first line, and PyTorch is not measured there.
describe.skipIf(process.platform === 'win32')('PyTorch', () => {
  /** A stand-in for Python: one that imports PyTorch, and does this with a script. */
  function python(body: string, gpu = 'False') {
    const path = join(temporaryFolder(), 'python')
    const program = `const args = process.argv.slice(2); if (args[0] === '-c') console.log('2.13.0 ${gpu}'); else { ${body} }`
    writeFileSync(path, `#!${process.execPath}\n${program}\n`)
    chmodSync(path, 0o755)
    return path
  }

  it('trains the same networks in both layouts, by the script that ships with the lab', async () => {
    const calls = join(temporaryFolder(), 'calls')
    const answer = `{ images_per_second: 128, step_seconds: 0.25, peak_rss_mib: 100, peak_gpu_mib: null }`
    const pyTorch = await PyTorch.find(python(`require('fs').appendFileSync('${calls}', args.join(' ') + '\\n'); console.log(JSON.stringify(${answer}))`))
    const contenders = pyTorch?.contenders(spec, 'cpu') ?? []
    expect(contenders.map(({ name }) => name)).toEqual(['PyTorch 2.13.0, contiguous', 'PyTorch 2.13.0, channels-last'])
    for (const contender of contenders) expect(await contender.measure()).toMatchObject({ imagesPerSecond: 128, stepSeconds: 0.25 })
    const [contiguous = '', channelsLast = ''] = readFileSync(calls, 'utf8').trimEnd().split('\n')
    expect(contiguous).toMatch(/pytorch_step\.py lenet 32 60$/)
    expect(channelsLast).toBe(`${contiguous} --channels-last`)
    expect(readFileSync(contiguous.replace(/ lenet.*/, ''), 'utf8')).toContain("choices=['alexnet', 'lenet']")
  })

  it('has no others, nor these with other settings', async () => {
    const pyTorch = await PyTorch.find(python(''))
    expect(pyTorch?.contenders(defaultSpec('alexnet'), 'cpu')).toHaveLength(2)
    expect(pyTorch?.contenders(defaultSpec('resnet-8'), 'cpu')).toEqual([])
    expect(pyTorch?.contenders({ ...spec, labelSmoothing: 0.1 }, 'cpu')).toEqual([])
  })

  it('trains on the GPU that it sees, beside either of ours, in the same precision', async () => {
    const calls = join(temporaryFolder(), 'calls')
    const answer = `{ images_per_second: 1280, step_seconds: 0.025, peak_rss_mib: 100, peak_gpu_mib: 512 }`
    const pyTorch = await PyTorch.find(python(`require('fs').appendFileSync('${calls}', args.join(' ') + '\\n'); console.log(JSON.stringify(${answer}))`, 'True'))
    for (const device of ['webgpu', 'cuda'] as const) {
      expect(await pyTorch?.contenders(spec, device)[0]?.measure()).toMatchObject({ deviceBytes: 2 ** 29 })
    }
    await pyTorch?.contenders({ ...spec, device: 'cuda', precision: 'mixed' }, 'cuda')[0]?.measure()
    const lines = readFileSync(calls, 'utf8').trimEnd().split('\n')
    expect(lines.map((line) => line.replace(/.*pytorch_step\.py /, ''))).toEqual([
      ...['webgpu', 'cuda'].map(() => 'lenet 32 100 --device cuda'),
      'lenet 32 100 --device cuda --mixed',
    ])
    expect((await PyTorch.find(python('')))?.contenders(spec, 'cuda')).toEqual([])
  })

  it('says what it died of', async () => {
    const pyTorch = await PyTorch.find(python(`console.error('MemoryError'); process.exit(1)`))
    await expect(pyTorch?.contenders(spec, 'cpu')[0]?.measure()).rejects.toMatchObject({ code: 'benchmark/peer', message: expect.stringContaining('MemoryError') as string })
  })
})

it('PyTorch is not found where there is no such Python', async () => {
  expect(await PyTorch.find('no-such-python')).toBeNull()
})
