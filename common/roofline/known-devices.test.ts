// The vendors' peaks against what clocks, units and buses make of them, and the cost of chips against the GPUs that it is taken from.
import { describe, expect, it } from 'vitest'
import { costsOf, designOf, gainsByArea, largestChip, largestPower, technologies, unitCosts } from './chip'
import { knownDevices, roofOf } from './known-devices'
import type { NetworkWork } from './network-work'
import { ridgeOf } from './roof'

const deviceOf = (id: string) => {
  const device = knownDevices.find((known) => known.id === id)
  if (!device) throw new Error(`no ${id}`)
  return device
}

describe('known devices', () => {
  // Multiply-adds a cycle and the clock in GHz; a multiply-add is two FLOP.
  it.each([
    ['gtx-580', 512, 1.544], ['k20', 2496, 0.706], ['p100', 3584, 1.48], ['v100', 5120, 1.53], ['a100', 6912, 1.41],
    ['rtx-4090', 16_384, 2.52], ['h100', 16_896, 1.98], ['h200', 16_896, 1.98], ['m1', 1024, 1.278], ['core-i7-1165g7', 4 * 16, 2.8],
  ] as const)('%s computes float32 as fast as its units and clock allow', (id, units, gigahertz) => {
    expect(deviceOf(id).flopsPerSecond.float32 / (2e9 * units * gigahertz)).toBeCloseTo(1, 1)
  })

  // Width of the bus in bits and transfers in GT/s.
  it.each([
    ['geforce-256', 128, 0.3], ['gtx-580', 384, 4.008], ['k20', 320, 5.2], ['p100', 4096, 1.43], ['v100', 4096, 1.752], ['a100', 5120, 2.43],
    ['rtx-4090', 384, 21], ['h100', 5120, 5.2375], ['h200', 6144, 6.25], ['m1', 128, 4.266], ['core-i7-1165g7', 128, 3.2],
  ] as const)('%s moves as many bytes as its bus allows', (id, bits, gigatransfers) => {
    expect(deviceOf(id).bytesPerSecond / ((bits / 8) * gigatransfers * 1e9)).toBeCloseTo(1, 2)
  })

  it('have names and sources of their own, the oldest first', () => {
    expect(new Set(knownDevices.map(({ id }) => id)).size).toBe(knownDevices.length)
    expect(knownDevices.every(({ source }) => source.length > 20)).toBe(true)
    expect(knownDevices.map(({ year }) => year)).toEqual(knownDevices.map(({ year }) => year).toSorted((a, b) => a - b))
  })

  it('have the peak of the precision; in float32 where half precision is no faster', () => {
    expect(ridgeOf(roofOf(deviceOf('a100'), 'mixed'))).toBeCloseTo(200.6, 1)
    expect(ridgeOf(roofOf(deviceOf('a100'), 'float32'))).toBeCloseTo(12.54, 1)
    expect(roofOf(deviceOf('gtx-580'), 'mixed').flopsPerSecond).toBe(1.581e12)
  })
})

describe('a chip of one\'s own', () => {
  it.each(technologies)('has area and power of the $reference.name where it is that GPU', (technology) => {
    const costs = costsOf(designOf(technology.reference), technology)
    expect(costs.mm2).toBeCloseTo(technology.die.mm2)
    expect(costs.watts).toBeCloseTo(technology.die.watts)
    expect(costs.fault).toBeNull()
    expect(Math.min(...Object.values(costs.area))).toBeGreaterThan(0)
  })

  it('becomes cheaper with every process, but for the power of memory within one kind of memory', () => {
    const costs = technologies.map(unitCosts)
    for (const [older, newer] of costs.slice(1).map((cost, index) => [costs[index], cost] as const)) {
      expect(newer.area.flopsPerSecond).toBeLessThan(older?.area.flopsPerSecond ?? 0)
      expect(newer.area.onChipBytes).toBeLessThan(older?.area.onChipBytes ?? 0)
      expect(newer.power.flopsPerSecond).toBeLessThan(older?.power.flopsPerSecond ?? 0)
    }
  })

  it('takes 32 Mbit a square millimetre at 5 nm, as TSMC published', () => {
    const newest = technologies.at(-1)
    expect(newest && 1 / unitCosts(newest).area.onChipBytes / 2 ** 17).toBeCloseTo(31.8, 1)
  })

  it('cannot be larger than an exposure, nor hotter than air cools', () => {
    const [oldest] = technologies
    if (!oldest) throw new Error('no process')
    const design = designOf(oldest.reference)
    expect(costsOf({ ...design, onChipBytes: 2 ** 28 }, oldest).fault).toMatch(new RegExp(`${largestChip} mm²`))
    expect(costsOf({ ...design, flopsPerSecond: 1e11, bytesPerSecond: 2.5e12, onChipBytes: 0 }, { ...oldest, picojoulesPerBit: 100 }).fault).toMatch(new RegExp(`${largestPower} W`))
  })

  it('gains most by area for arithmetic where arithmetic is the limit, and for bandwidth where that is', () => {
    const [oldest] = technologies
    if (!oldest) throw new Error('no process')
    const none = { multiplyAdds: 0, flops: 0, bytesRead: 0, bytesWritten: 0 }
    const network = (flops: number): NetworkWork => {
      const passes = { forward: { multiplyAdds: flops / 2, flops, bytesRead: 1e9, bytesWritten: 0 }, inputGradient: none, weightGradient: none, update: none }
      return { name: 'one layer', batchSize: 1, numberBytes: 4, layers: [{ name: 'conv', group: 'convolution', passes }] }
    }
    const design = designOf(oldest.reference)
    const heavy = gainsByArea(10, network(1e12), design, oldest)
    expect(heavy.flopsPerSecond.training).toBeGreaterThan(0.01)
    expect(heavy.bytesPerSecond.training).toBe(0)
    const light = gainsByArea(10, network(1e8), design, oldest)
    expect(light.flopsPerSecond.training).toBe(0)
    expect(light.bytesPerSecond.training).toBeGreaterThan(0.1)
  })
})
