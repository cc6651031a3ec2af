// The best design for an area and a power: it keeps both, nothing near it is better, and it follows what the network needs.
import { describe, expect, it } from 'vitest'
import { noCosts } from './testing/made-up-work'
import { bestDesign } from './best-design'
import { chipBounds, costsOf, roofOfChip, technologies } from './chip'
import type { NetworkWork } from './network-work'
import { predictTime } from './prediction'

const technology = technologies.at(-1) ?? expect.unreachable()
const limits = { squareMillimetres: 400, watts: 250 }

/** One layer that computes so many FLOP and moves so many bytes. */
const work = (flops: number, bytes: number): NetworkWork => ({
  name: 'made up', batchSize: 1, numberBytes: 4,
  layers: [{ name: 'layer', group: 'other', passes: { ...noCosts, forward: { multiplyAdds: 0, flops, bytesRead: bytes, bytesWritten: 0 } } }],
})

describe('the best design', () => {
  it.each([['arithmetic', 1e12, 1e6], ['bandwidth', 1e6, 1e12], ['both', 1e12, 1e10]])('keeps area and power, and is no worse than its neighbours: a network of %s', (_, flops, bytes) => {
    const network = work(flops, bytes)
    const best = bestDesign(network, 'inference', limits, technology) ?? expect.unreachable()
    const { mm2, watts } = costsOf(best.design, technology)
    expect(mm2).toBeLessThanOrEqual(limits.squareMillimetres * 1.000001)
    expect(watts).toBeLessThanOrEqual(limits.watts * 1.000001)
    for (const factor of [0.8, 1.25]) {
      const other = { ...best.design, flopsPerSecond: best.design.flopsPerSecond * factor }
      const costs = costsOf(other, technology)
      if (costs.mm2 <= limits.squareMillimetres && costs.watts <= limits.watts) expect(predictTime(network, roofOfChip(other)).inference.imagesPerSecond).toBeLessThanOrEqual(best.imagesPerSecond * 1.001)
    }
  })

  it('spends on what the network needs', () => {
    const [computing, moving] = [bestDesign(work(1e12, 1e6), 'inference', limits, technology), bestDesign(work(1e6, 1e12), 'inference', limits, technology)]
    expect(computing?.design.flopsPerSecond).toBeGreaterThan(5 * (moving?.design.flopsPerSecond ?? Infinity))
    expect(moving?.design.bytesPerSecond).toBeGreaterThan(5 * (computing?.design.bytesPerSecond ?? Infinity))
  })

  it('is none where nothing fits', () => {
    expect(bestDesign(work(1, 1), 'training', { squareMillimetres: 0.001, watts: 250 }, technology)).toBeNull()
    expect(chipBounds.flopsPerSecond.min).toBeGreaterThan(0)
  })
})
