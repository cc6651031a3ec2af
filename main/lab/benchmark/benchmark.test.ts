// Benchmarks: turns, medians and the fastest peer, and peaks of memory, with a stand-in for the engine.
import { describe, expect, it } from 'vitest'
import { benchmarkResultSchema } from '@contract/benchmark/benchmark'
import { defaultSpec } from '@contract/training/run-spec'
import { FakeLauncher } from '../testing/fake-launcher'
import { benchmark } from './benchmark'
import type { Contender } from './contender'
import { peakMemory } from './memory-series'
import { planOfSubject } from './planned-subject'

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
      peers: [{ name: 'steady' }, { name: 'moody', imagesPerSecond: 150 }],
    })
    expect(result.operators[0]).toEqual({ operator: 'Conv', share: 0.7 })
    // 4 ms of arithmetic at 50 GFLOP/s, 10 ms of memory at 10 GB/s, done twice, and 1 µs for each.
    expect(result.prediction).toMatchObject({ roof: { flopsPerSecond: 1e11 }, stepSeconds: expect.closeTo(0.024003) as number })
    // Three timings with a measurement of the roof behind each, a profile and a count, each in a process of its own.
    expect(launcher.channels).toHaveLength(8)
    await expect.poll(() => launcher.alive).toBe(0)
  })

  it('compares the engine by a plan with itself by the built-in ways', async () => {
    const launcher = new FakeLauncher()
    const plan = await planOfSubject(launcher, subject, '/measured-ways.json')
    const turns: string[] = []
    const result = await benchmark(launcher, subject, { rounds: 1, peers: () => [], tell: ({ contender }) => turns.push(contender), details: false, plan })
    expect(turns).toEqual(['CNN Lab', 'CNN Lab by the built-in ways'])
    expect(benchmarkResultSchema.parse(result).plan).toMatchObject({ byDefault: { imagesPerSecond: 320 }, places: [{ ways: { 'kernel gradient': 'parts of windows' } }] })
    expect(await planOfSubject(launcher, { ...subject, spec: { ...spec, plan: 'default' } }, '/measured-ways.json')).toBeNull()
    expect(await planOfSubject(launcher, { ...subject, device: 'cuda' }, '/measured-ways.json')).toBeNull()
  })

  it('goes without peers', async () => {
    const result = await benchmark(new FakeLauncher(), subject, { rounds: 1, peers: () => [], tell: () => undefined })
    expect(result).toMatchObject({ peer: null, peers: [], ratio: null })
  })

  it('measures speed alone where that is asked for', async () => {
    const launcher = new FakeLauncher()
    const result = await benchmark(launcher, subject, { rounds: 2, peers: () => [], tell: () => undefined, details: false })
    expect(benchmarkResultSchema.parse(result)).toMatchObject({ operators: [], prediction: null })
    expect(launcher.channels).toHaveLength(2)
  })

  it('compares the peak of memory with the peer that takes least', async () => {
    const result = await peakMemory(new FakeLauncher(), subject, [peer('wide', 200), peer('narrow', 100), peer('middle', 150)])
    expect(result).toMatchObject({ model: 'lenet', batchSize: 32, peer: { name: 'narrow', bytes: 1e8 + 100 } })
    expect(await peakMemory(new FakeLauncher(), subject, [])).toMatchObject({ peer: null })
  })

  it.each([
    ['problem', 'It diverged.'],
    ['kill', 'was killed while taking training steps'],
  ] as const)('tells of a %s of the engine', async (kind, message) => {
    const launcher = new FakeLauncher({ failure: { atStep: 0, kind } })
    await expect(benchmark(launcher, subject, { rounds: 1, peers: () => [], tell: () => undefined })).rejects.toThrow(message)
  })
})
