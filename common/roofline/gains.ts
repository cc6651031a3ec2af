// What a device would gain by a little more of one thing: the answer to "where is the limit" for a whole network.
import { phrase } from '@language/phrase'
import type { NetworkWork } from './network-work'
import { predictTime, type NetworkTime } from './prediction'
import type { Roof } from './roof'

/** What a device may have more of. */
export const resources = ['flopsPerSecond', 'bytesPerSecond', 'onChipBytes'] as const
export type Resource = (typeof resources)[number]

export const resourceWords: Readonly<Record<Resource, string>> = { flopsPerSecond: 'FLOP/s', bytesPerSecond: phrase('memory bandwidth'), onChipBytes: phrase('on-chip memory') }

export interface Gain {
  /** By how much more images per second are trained on: 0.05 for 5 %. */
  readonly training: number
  readonly inference: number
}

/** A roof with another amount of a resource. */
export function withMore(roof: Roof, resource: Resource, amount: number): Roof {
  return { ...roof, [resource]: (roof[resource] ?? 0) + amount }
}

/** What one roof gains over another. */
export function gainOver(before: NetworkTime, after: NetworkTime): Gain {
  return {
    training: after.training.imagesPerSecond / before.training.imagesPerSecond - 1,
    inference: after.inference.imagesPerSecond / before.inference.imagesPerSecond - 1,
  }
}

/** How much more of a resource the gains are told of: a tenth. */
export const moreShare = 0.1

/**
 * Gain by a share more of each resource alone, e.g. 0.1 for a tenth.
 * @returns null for on-chip memory of unknown size
 */
export function gainsBy(share: number, network: NetworkWork, roof: Roof): Readonly<Record<Resource, Gain | null>> {
  const before = predictTime(network, roof)
  const gain = (resource: Resource): Gain | null => {
    const amount = roof[resource]
    return amount === null ? null : gainOver(before, predictTime(network, withMore(roof, resource, share * amount)))
  }
  return { flopsPerSecond: gain('flopsPerSecond'), bytesPerSecond: gain('bytesPerSecond'), onChipBytes: gain('onChipBytes') }
}
