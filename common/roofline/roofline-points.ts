// The points of a roofline chart: each layer of each network, forward and backward, at its arithmetic intensity and the speed that it is predicted to reach.
import { predictTime, secondsOf, toldPasses, type LayerTime, type NetworkTime } from './prediction'
import type { NetworkWork } from './network-work'
import type { Roof } from './roof'

export const directions = ['forward', 'backward'] as const
export type Direction = (typeof directions)[number]

export interface RooflinePoint {
  /** FLOP per byte. */
  readonly x: number
  /** FLOP per second. */
  readonly y: number
  readonly layer: string
  /** Share of the network's training step that this pass of the layer takes. */
  readonly share: number
  readonly seconds: number
}

/** The points of a network in one direction. */
export interface RooflineSeries {
  /** Index of the network. */
  readonly network: number
  readonly direction: Direction
  readonly points: readonly RooflinePoint[]
}

/** Two series for each network. Layers without arithmetic, as one that only moves numbers, have no point. */
export function rooflineSeries(networks: readonly NetworkWork[], roof: Roof): readonly RooflineSeries[] {
  return networks.flatMap((work, network) => {
    const time = predictTime(work, roof)
    return directions.map((direction) => ({ network, direction, points: time.layers.flatMap((layer) => pointOf(layer, direction, time) ?? []) }))
  })
}

function pointOf(layer: LayerTime, direction: Direction, { training }: NetworkTime): RooflinePoint | null {
  const passes = toldPasses[direction].flatMap((name) => layer.passes[name] ?? [])
  const [flops, bytes] = [passes.reduce((sum, pass) => sum + pass.flops, 0), passes.reduce((sum, pass) => sum + pass.bytes, 0)]
  if (flops === 0 || bytes === 0) return null
  const seconds = secondsOf(layer, toldPasses[direction])
  return { x: flops / bytes, y: flops / seconds, layer: layer.name, share: seconds / training.seconds, seconds }
}
