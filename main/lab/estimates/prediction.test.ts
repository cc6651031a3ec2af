// The arithmetic of estimates, by hand-made numbers and by its laws.
import { defaultOptimizer } from '@contract/training/optimizer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stepsPerEpoch } from '@common/training/steps-per-epoch'
import type { DeviceName } from '@contract/devices/devices'
import { keepsArena, predictCost, predictMemory, runSeconds, type MemorySize, type NetworkSize, type StepSettings } from './prediction'

const cost = { stepSeconds: 0.5, testImageSeconds: 0.01, peakRssBytes: 1e9, deviceBytes: null }

/** A network of the given cost. */
const sizeOf = (macs: number, parameters = 1000, activationBytes = 1000): NetworkSize => ({ parameters, macs, activationBytes })

describe('the duration of a run', () => {
  it('counts the last, smaller batch as a step', () => {
    expect(stepsPerEpoch(60_000, 128)).toBe(469)
    expect(stepsPerEpoch(128, 128)).toBe(1)
    expect(stepsPerEpoch(129, 128)).toBe(2)
  })

  it('is that of all steps and all evaluations', () => {
    expect(runSeconds(3, 100, { train: 250, judging: 20, test: 90 }, cost)).toBeCloseTo(3 * (3 * 0.5 + 20 * 0.01), 12)
  })

  it('grows with epochs in proportion, and never shrinks with more images', () => {
    const count = fc.integer({ min: 1, max: 100_000 })
    fc.assert(
      fc.property(count, count, fc.integer({ min: 1, max: 4096 }), fc.integer({ min: 1, max: 1000 }), (train, test, batch, epochs) => {
        const one = runSeconds(1, batch, { train, judging: test, test }, cost)
        expect(runSeconds(epochs, batch, { train, judging: test, test }, cost)).toBeCloseTo(epochs * one, 5)
        expect(runSeconds(1, batch, { train: train + 1, judging: test + 1, test }, cost)).toBeGreaterThan(one)
      }),
    )
  })
})

const cpu = (threads: number) => ({ device: 'cpu', threads }) as const

/** Plain descent on whole batches of so many images. */
const at = (batchSize: number) => ({ optimizer: defaultOptimizer('sgd', 0.1), batchSize, microBatchSize: null })

describe('a predicted cost', () => {
  it('grows with operations, parameters and activations, and shrinks with threads', () => {
    const size = fc.integer({ min: 1000, max: 1_000_000_000 })
    fc.assert(
      fc.property(size, size, size, fc.integer({ min: 1, max: 64 }), (macs, parameters, activations, threads) => {
        const small = predictCost(sizeOf(macs, parameters, activations), at(32), cpu(threads), [])
        const large = predictCost(sizeOf(2 * macs, 2 * parameters, 2 * activations), at(32), cpu(threads), [])
        expect(large.stepSeconds).toBeGreaterThan(small.stepSeconds)
        const memory = (activationBytes: number, images = 1) => predictMemory({ parameters: parameters * images, activationBytes }, at(32), 'webgpu').deviceBytes ?? NaN
        expect(memory(2 * activations)).toBeGreaterThan(memory(activations))
        expect(memory(activations, 2)).toBeGreaterThan(memory(activations))
        expect(predictCost(sizeOf(macs), at(32), cpu(threads + 1), []).stepSeconds).toBeLessThan(small.stepSeconds)
        expect(small.testImageSeconds * 32).toBeLessThan(small.stepSeconds)
      }),
    )
  })

  it('counts what the optimizer keeps, and only the activations of the images that go through the network at once', () => {
    const bytes = (changes: Partial<StepSettings>, parameters = 1e6) => predictCost(sizeOf(1e6, parameters, 1.6e9), { ...at(32), ...changes }, cpu(2), []).peakRssBytes
    const [plain, momentum, adamw] = (['sgd', 'momentum', 'adamw'] as const).map((name) => bytes({ optimizer: defaultOptimizer(name, 0.1) }))
    const slot = (momentum ?? NaN) - (plain ?? NaN)
    expect(slot).toBeGreaterThanOrEqual(4e6)
    expect((adamw ?? NaN) - (plain ?? NaN)).toBe(2 * slot)
    expect(bytes({ microBatchSize: 8 })).toBeLessThan(bytes({}) / 2)
    expect(bytes({ microBatchSize: 8 }, 1e9)).toBeGreaterThan(bytes({}, 1e9))
  })

  it.each([
    ['sgd', 32, 832],
    ['sgd', 128, 1423],
    ['momentum', 32, 1089],
    ['momentum', 128, 1653],
    ['adamw', 32, 979],
    ['adamw', 128, 1456],
  ] as const)('comes near the memory that was measured of AlexNet with %s at batch size %i', (optimizer, batchSize, measured) => {
    const spec = { ...at(batchSize), optimizer: defaultOptimizer(optimizer, 0.1) }
    const { peakRssBytes } = predictMemory({ parameters: 46_764_746, activationBytes: 5.36e6 * batchSize }, spec, 'cpu')
    expect(Math.abs(peakRssBytes / 1e6 / measured - 1)).toBeLessThan(0.11)
  })

  it('comes near the memory that was measured of FashionNet in large batches', () => {
    const at1024 = { parameters: 252_650, activationBytes: 396e6 }
    expect(predictMemory(at1024, { ...at(1024), optimizer: defaultOptimizer('momentum', 0.1) }, 'cpu').peakRssBytes / 0.874e9).toBeCloseTo(1, 1)
    expect(predictMemory({ ...at1024, activationBytes: 792e6 }, { ...at(2048), optimizer: defaultOptimizer('momentum', 0.1) }, 'cpu').peakRssBytes / 1.5e9).toBeCloseTo(1, 1)
  })

  it('says whether the engine keeps an arena: not where parameters are large, or activations beside a state that is not small', () => {
    const ofLenet = { parameters: 61_706, activationBytes: 1e7 }
    const keeps = (size: MemorySize, device: DeviceName) => keepsArena(size, at(32), device)
    const ofAlexnet = { ...ofLenet, parameters: 20_000_000 }
    expect([ofLenet, { ...ofLenet, activationBytes: 3e8 }, { ...ofLenet, activationBytes: 6e8 }].map((size) => keeps(size, 'cpu'))).toEqual([true, true, true])
    expect([ofAlexnet, { ...ofAlexnet, activationBytes: 7e8 }, { ...ofAlexnet, activationBytes: 8e8 }, { ...ofLenet, parameters: 132_000_000 }].map((size) => keeps(size, 'cpu'))).toEqual([true, true, false, false])
    expect(keeps(ofLenet, 'webgpu')).toBeNull()
  })

  it('of a network is what was measured of it, whatever else was measured', () => {
    const lenet = { calibration: { stepSeconds: 0.01, testImageSeconds: 1e-5, peakRssBytes: 1, deviceBytes: null }, batchSize: 128, work: sizeOf(5e7) }
    const alexnet = { calibration: { stepSeconds: 3, testImageSeconds: 0.008, peakRssBytes: 1, deviceBytes: null }, batchSize: 128, work: sizeOf(1.2e11) }
    for (const known of [lenet, alexnet]) {
      const predicted = predictCost(sizeOf(known.work.macs), at(128), cpu(2), [lenet, alexnet])
      expect(predicted.stepSeconds).toBeCloseTo(known.calibration.stepSeconds, 12)
      expect(predicted.testImageSeconds).toBeCloseTo(known.calibration.testImageSeconds, 12)
    }
  })

  it('is corrected by what was measured of the network nearest in size', () => {
    const blind = (macs: number) => predictCost(sizeOf(macs), at(64), cpu(2), []).stepSeconds
    const known = [1e6, 1e11].map((macs, index) => ({
      calibration: { stepSeconds: blind(macs) * (index + 2), testImageSeconds: 1, peakRssBytes: 1, deviceBytes: null },
      batchSize: 64,
      work: sizeOf(macs),
    }))
    expect(predictCost(sizeOf(2e6), at(64), cpu(2), known).stepSeconds).toBeCloseTo(2 * blind(2e6), 12)
    expect(predictCost(sizeOf(3e10), at(64), cpu(2), known).stepSeconds).toBeCloseTo(3 * blind(3e10), 9)
  })

  it('is not corrected by what was measured on a busy machine, where others of the same size show that', () => {
    const blind = (macs: number) => predictCost(sizeOf(macs), at(64), cpu(2), []).stepSeconds
    const measured = (macs: number, slowness: number) => ({
      calibration: { stepSeconds: blind(macs) * slowness, testImageSeconds: 1, peakRssBytes: 1, deviceBytes: null },
      batchSize: 64,
      work: sizeOf(macs),
    })
    const known = [measured(1e9, 1), measured(2e9, 3), measured(4e9, 1.1)]
    expect(predictCost(sizeOf(2.1e9), at(64), cpu(2), known).stepSeconds / blind(2.1e9)).toBeLessThan(1.2)
    // Two alone do not show which of them is wrong.
    expect(predictCost(sizeOf(2.1e9), at(64), cpu(2), known.slice(0, 2)).stepSeconds / blind(2.1e9)).toBeCloseTo(3, 1)
  })
})
