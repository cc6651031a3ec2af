// The design that makes the most of an area and a power, by search over the model of chip.ts.
import { chipBounds, roofOfChip, unitCosts, type ChipDesign, type Technology } from './chip'
import { passNames } from '@contract/models/network-analysis'
import { passesOf, type NetworkWork } from './network-work'
import { timeOfPass } from './prediction'
import type { Roof } from './roof'

/** What a chip may take at most. */
export interface DesignLimits {
  readonly squareMillimetres: number
  readonly watts: number
}

export interface FoundDesign {
  readonly design: ChipDesign
  readonly imagesPerSecond: number
}

/** Values of a slider that are tried in each round; each round looks closer around the best of the one before. */
const tried = 16
const rounds = 4

interface Range {
  readonly min: number
  readonly max: number
}

/**
 * Tries arithmetic and on-chip memory over their ranges; the bandwidth is what the rest of area and power affords, since more of it never slows anything.
 * @returns null where not even the least of everything fits
 */
export function bestDesign(network: NetworkWork, use: 'training' | 'inference', limits: DesignLimits, technology: Technology): FoundDesign | null {
  let ranges: Readonly<Record<'flopsPerSecond' | 'onChipBytes', Range>> = chipBounds
  const secondsOn = timeOn(network, use)
  let best: FoundDesign | null = null
  for (let round = 0; round < rounds; round++) {
    for (const flopsPerSecond of spread(ranges.flopsPerSecond)) {
      for (const onChipBytes of spread(ranges.onChipBytes)) {
        const bytesPerSecond = affordableBandwidth({ flopsPerSecond, onChipBytes }, limits, technology)
        if (bytesPerSecond < chipBounds.bytesPerSecond.min) continue
        const design = { flopsPerSecond, onChipBytes, bytesPerSecond }
        const imagesPerSecond = network.batchSize / secondsOn(roofOfChip(design))
        if (best === null || imagesPerSecond > best.imagesPerSecond) best = { design, imagesPerSecond }
      }
    }
    if (best === null) return null
    ranges = { flopsPerSecond: around(best.design.flopsPerSecond, ranges.flopsPerSecond, 'flopsPerSecond'), onChipBytes: around(best.design.onChipBytes, ranges.onChipBytes, 'onChipBytes') }
  }
  return best
}

/** The time of a batch on any roof, as `predictTime` has it; a search asks a thousand times. */
function timeOn({ layers, numberBytes }: NetworkWork, use: 'training' | 'inference'): (roof: Roof) => number {
  const names = use === 'training' ? passNames : (['forward'] as const)
  const passes = layers.flatMap((layer) => passesOf(layer, names).map((name) => ({ cost: layer.passes[name], group: layer.group })))
  return (roof) => passes.reduce((sum, { cost, group }) => sum + timeOfPass(cost, group, roof, numberBytes).seconds, 0)
}

/** Bytes per second that area and power leave room for. */
function affordableBandwidth({ flopsPerSecond, onChipBytes }: Omit<ChipDesign, 'bytesPerSecond'>, { squareMillimetres, watts }: DesignLimits, technology: Technology): number {
  const { area, power } = unitCosts(technology)
  const byArea = (squareMillimetres - flopsPerSecond * area.flopsPerSecond - onChipBytes * area.onChipBytes) / area.bytesPerSecond
  const byPower = (watts - flopsPerSecond * power.flopsPerSecond - onChipBytes * power.onChipBytes) / power.bytesPerSecond
  return Math.min(byArea, byPower, chipBounds.bytesPerSecond.max)
}

/** Values of equal ratios from one end to the other. */
const spread = ({ min, max }: Range): readonly number[] => Array.from({ length: tried }, (_, index) => min * (max / min) ** (index / (tried - 1)))

/** One step of the last round to both sides, within the bounds of the slider. */
function around(value: number, { min, max }: Range, resource: 'flopsPerSecond' | 'onChipBytes'): Range {
  const step = (max / min) ** (1 / (tried - 1))
  const bounds = chipBounds[resource]
  return { min: Math.max(bounds.min, value / step), max: Math.min(bounds.max, value * step) }
}
