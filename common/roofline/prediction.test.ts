// The roofline's arithmetic against cases worked out by hand: attainable speed, bytes by the size of the chip's memory, time, limits and gains.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PassCost } from '@contract/models/network-analysis'
import { gainsBy } from './gains'
import type { NetworkWork } from './network-work'
import { bytesMoved, predictTime, timeOfPass } from './prediction'
import { attainable, ridgeOf, type Roof } from './roof'

/** 1 TFLOP/s over 100 GB/s: the corner is at 10 FLOP per byte. */
const roof: Roof = { flopsPerSecond: 1e12, convolutionShare: 1, bytesPerSecond: 1e11, onChipBytes: null, operatorSeconds: 0 }

/** A product of square matrices of n x n in float32. */
const product = (n: number): PassCost => ({ multiplyAdds: n ** 3, flops: 2 * n ** 3, bytesRead: 2 * 4 * n ** 2, bytesWritten: 4 * n ** 2 })
const copy: PassCost = { multiplyAdds: 0, flops: 0, bytesRead: 5e8, bytesWritten: 5e8 }
const none: PassCost = { multiplyAdds: 0, flops: 0, bytesRead: 0, bytesWritten: 0 }

describe('roof', () => {
  it('rises with the intensity up to the corner and is flat behind it', () => {
    expect(ridgeOf(roof)).toBe(10)
    expect(attainable(roof, 1)).toBe(1e11)
    expect(attainable(roof, 10)).toBe(1e12)
    expect(attainable(roof, 1000)).toBe(1e12)
  })
})

describe('bytes moved', () => {
  const withMemory = (onChipBytes: number): Roof => ({ ...roof, onChipBytes })

  it('are read once where all operands fit on the chip, or its memory is unknown', () => {
    expect(bytesMoved(product(1000), withMemory(12e6), 4)).toBe(12e6)
    expect(bytesMoved(product(1000), roof, 4)).toBe(12e6)
  })

  it('are 2 M N K / sqrt(S) numbers where they do not fit', () => {
    // 40 kB hold 10,000 numbers, whose root is 100: 2e9 / 100 numbers of 4 bytes.
    expect(bytesMoved(product(1000), withMemory(40_000), 4)).toBe(80e6)
  })

  it('are never fewer than the operands', () => {
    expect(bytesMoved(product(1000), withMemory(11e6), 4)).toBe(12e6)
    expect(bytesMoved(copy, withMemory(1000), 4)).toBe(1e9)
  })

  it('never grow with the memory', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1024, max: 1e9 }), fc.integer({ min: 0, max: 1e9 }), (n, memory, more) => {
        expect(bytesMoved(product(n), withMemory(memory + more), 4)).toBeLessThanOrEqual(bytesMoved(product(n), withMemory(memory), 4))
      }),
    )
  })
})

describe('time of a pass', () => {
  it('is that of the arithmetic or of the bytes, whichever is longer', () => {
    expect(timeOfPass(product(1000), 'fullyConnected', roof, 4)).toMatchObject({ seconds: 0.002, limit: 'compute' })
    expect(timeOfPass(copy, 'other', roof, 4)).toMatchObject({ seconds: 0.01, limit: 'bandwidth' })
  })

  it('is longer for convolutions where these do not reach the peak', () => {
    expect(timeOfPass(product(1000), 'convolution', { ...roof, convolutionShare: 0.5 }, 4)).toMatchObject({ seconds: 0.004, limit: 'compute' })
  })

  it('has the time for being started on top, which rules where it is longer', () => {
    const slow = { ...roof, operatorSeconds: 0.005 }
    expect(timeOfPass(product(1000), 'fullyConnected', slow, 4)).toMatchObject({ seconds: 0.007, limit: 'overhead' })
    expect(timeOfPass(copy, 'other', slow, 4)).toMatchObject({ seconds: 0.015, limit: 'bandwidth' })
  })
})

const network: NetworkWork = {
  name: 'two layers',
  batchSize: 10,
  numberBytes: 4,
  layers: [
    { name: 'product', group: 'fullyConnected', passes: { forward: product(1000), inputGradient: product(1000), weightGradient: product(1000), update: copy } },
    { name: 'copy', group: 'other', passes: { forward: copy, inputGradient: copy, weightGradient: none, update: none } },
  ],
}

describe('a network', () => {
  it('takes the sum of its passes: the forward pass alone in inference', () => {
    const time = predictTime(network, roof)
    expect(time.layers.map(({ name }) => name)).toEqual(['product', 'copy'])
    expect(time.layers.map(({ inferenceSeconds }) => inferenceSeconds)).toEqual([0.002, 0.01])
    expect(time.layers.map(({ trainingSeconds }) => trainingSeconds)).toEqual([expect.closeTo(0.016), 0.02])
    expect(time.inference).toMatchObject({ seconds: expect.closeTo(0.012) as number, imagesPerSecond: expect.closeTo(833.33, 1) as number })
    expect(time.training.byLimit).toEqual({ compute: expect.closeTo(0.006) as number, bandwidth: expect.closeTo(0.03) as number, overhead: 0 })
  })

  it('starts no operator for a pass in which a layer has nothing to do', () => {
    const time = predictTime({ ...network, layers: network.layers.slice(1) }, { ...roof, operatorSeconds: 1 })
    expect(time.training.seconds).toBeCloseTo(2.02)
    expect(Object.keys(time.layers[0]?.passes ?? {})).toEqual(['forward', 'inputGradient'])
  })

  it('gains by a tenth more of what it waits for, in proportion to the time that it waits', () => {
    const gains = gainsBy(0.1, network, roof)
    // Of 36 ms, 30 become 30 / 1.1 by the bandwidth, 6 become 6 / 1.1 by the arithmetic.
    expect(gains.bytesPerSecond?.training).toBeCloseTo(36 / (6 + 30 / 1.1) - 1)
    expect(gains.flopsPerSecond?.training).toBeCloseTo(36 / (30 + 6 / 1.1) - 1)
    expect(gains.flopsPerSecond?.inference).toBeCloseTo(12 / (10 + 2 / 1.1) - 1)
    expect(gains.onChipBytes).toBeNull()
  })

  it('gains by more on-chip memory only where operands are read again and the bandwidth is the limit', () => {
    const tight = { ...roof, onChipBytes: 40_000 } // 80 MB take 0.8 ms, the arithmetic 2
    expect(gainsBy(0.1, network, tight).onChipBytes?.training).toBe(0)
    expect(gainsBy(0.1, network, { ...tight, bytesPerSecond: 1e10 }).onChipBytes?.training).toBeGreaterThan(0.001)
  })
})
