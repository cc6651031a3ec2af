// Predicts the time of a network's layers on a device from its roof: each pass of a layer takes as long as its arithmetic or its bytes,
// whichever is longer, and a fixed time for being started.
import { phrase } from '@language/phrase'
import { passNames, type LayerGroup, type PassCost, type PassName } from '@contract/models/network-analysis'
import { bytesOf } from '../layers/step-cost'
import { passesOf, type LayerWork, type NetworkWork } from './network-work'
import type { Roof } from './roof'

/** The passes of a training step as they are told: the gradients of inputs and weights together are the backward pass. */
export const toldPasses = { forward: ['forward'], backward: ['inputGradient', 'weightGradient'], update: ['update'] } as const satisfies Readonly<Record<string, readonly PassName[]>>

/** What a pass waits for. */
export const limits = ['compute', 'bandwidth', 'overhead'] as const
export type Limit = (typeof limits)[number]

export const limitWords: Readonly<Record<Limit, string>> = { compute: phrase('arithmetic'), bandwidth: phrase('memory bandwidth'), overhead: phrase('starting operators') }

export interface PassTime {
  readonly seconds: number
  readonly limit: Limit
  readonly flops: number
  /** Bytes moved between chip and main memory. */
  readonly bytes: number
}

export interface LayerTime {
  readonly name: string
  /** Of the passes in which the layer has something to do. */
  readonly passes: Readonly<Partial<Record<PassName, PassTime>>>
  /** Forward pass alone, for the whole batch. */
  readonly inferenceSeconds: number
  /** All passes, for the whole batch. */
  readonly trainingSeconds: number
}

/** Seconds by what they are waited for. */
export type SecondsByLimit = Readonly<Record<Limit, number>>

export interface Throughput {
  /** Seconds of a batch. */
  readonly seconds: number
  readonly imagesPerSecond: number
  readonly byLimit: SecondsByLimit
}

export interface NetworkTime {
  readonly layers: readonly LayerTime[]
  readonly training: Throughput
  readonly inference: Throughput
}

/**
 * Bytes that a pass moves between chip and main memory. Where all of its operands fit on the chip, each is moved once. Otherwise a matrix
 * product of M x K by K x N, computed tile by tile in a memory of S numbers, moves 2 M N K / sqrt(S) numbers, and no order of computation
 * moves fewer but for a factor (Hong and Kung, "I/O complexity: the red-blue pebble game", STOC 1981). A convolution counts as the product
 * that it is over channels and window: an upper estimate, as windows overlap.
 */
export function bytesMoved(cost: PassCost, { onChipBytes }: Roof, numberBytes: number): number {
  const bytes = bytesOf(cost)
  if (onChipBytes === null || bytes <= onChipBytes) return bytes
  const numbersOnChip = onChipBytes / numberBytes
  return Math.max(bytes, (numberBytes * 2 * cost.multiplyAdds) / Math.sqrt(numbersOnChip))
}

/** max(FLOPs / peak, bytes / bandwidth) + the operator's fixed time. */
export function timeOfPass(cost: PassCost, group: LayerGroup, roof: Roof, numberBytes: number): PassTime {
  const bytes = bytesMoved(cost, roof, numberBytes)
  const peak = roof.flopsPerSecond * (group === 'convolution' ? roof.convolutionShare : 1)
  const [computing, moving, starting] = [cost.flops / peak, bytes / roof.bytesPerSecond, roof.operatorSeconds]
  const working = Math.max(computing, moving)
  const limit = starting > working ? 'overhead' : computing >= moving ? 'compute' : 'bandwidth'
  return { seconds: working + starting, limit, flops: cost.flops, bytes }
}

/** The predicted time of every layer, and of a batch in training and in inference. */
export function predictTime({ layers, batchSize, numberBytes }: NetworkWork, roof: Roof): NetworkTime {
  const times = layers.map((layer) => timeOfLayer(layer, roof, numberBytes))
  const passes = (names: readonly PassName[]): PassTime[] => times.flatMap((time) => names.flatMap((name) => time.passes[name] ?? []))
  return { layers: times, training: throughput(passes(passNames), batchSize), inference: throughput(passes(['forward']), batchSize) }
}

/** Seconds of some of a layer's passes. */
export function secondsOf({ passes }: LayerTime, names: readonly PassName[]): number {
  return names.reduce((sum, name) => sum + (passes[name]?.seconds ?? 0), 0)
}

/** What the longest pass of a layer waits for; null where it has nothing to do. */
export function limitOf({ passes }: LayerTime): Limit | null {
  const [longest] = Object.values(passes).sort((a, b) => b.seconds - a.seconds)
  return longest?.limit ?? null
}

function timeOfLayer(layer: LayerWork, roof: Roof, numberBytes: number): LayerTime {
  const times: LayerTime['passes'] = Object.fromEntries(passesOf(layer).map((pass) => [pass, timeOfPass(layer.passes[pass], layer.group, roof, numberBytes)]))
  return {
    name: layer.name,
    passes: times,
    inferenceSeconds: times.forward?.seconds ?? 0,
    trainingSeconds: Object.values(times).reduce((sum, { seconds }) => sum + seconds, 0),
  }
}

function throughput(passes: readonly PassTime[], batchSize: number): Throughput {
  const byLimit = { compute: 0, bandwidth: 0, overhead: 0 }
  for (const { limit, seconds } of passes) byLimit[limit] += seconds
  const seconds = byLimit.compute + byLimit.bandwidth + byLimit.overhead
  return { seconds, imagesPerSecond: batchSize / seconds, byLimit }
}
