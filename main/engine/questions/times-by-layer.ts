// Adds up the kernels of a profile by layer and pass.
import { median } from '@common/statistics/quantile'
import { sum } from '@common/statistics/sum'
import { timedPasses, type LayerTimes } from '@contract/benchmark/layer-times'
import type { KernelTime } from './kernel-times'
import type { NodePlace, NodePlaces } from './node-places'

/** Names that ONNX Runtime's optimizers make from the name of the node that they fuse or replace: `fused fc1`, `pool2_nchwc`, `MatMul_7/MatmulTransposeFusion/`. */
const decorations = [/^fused /, /_nchwc$/, /_new_reshape$/, /\/\w+\/$/]

/** What it adds to the name of a normalisation that it computes as a convolution of each channel by itself. */
const ofNormalization = /_bn_nchwc$/

/**
 * The time of one batch: of each kernel the median over the batches, as another program on the machine may have held up some.
 * @param kernels of one or more batches, in their order
 * @param batches how many there are
 * @param layers names of all layers, in their order
 */
export function timesByLayer(kernels: readonly KernelTime[], batches: number, places: NodePlaces, layers: readonly string[]): Omit<LayerTimes, 'convolutions'> {
  const times = new Map<string, number[]>()
  const operators = new Map(kernels.map(({ node, operator }) => [node, operator]))
  for (const { node, microseconds } of kernels) {
    const known = times.get(node)
    if (known) known.push(microseconds)
    else times.set(node, [microseconds])
  }
  const sums = new Map<string, number>()
  const nodes = [...times.keys()]
  const found = nodes.map((node) => placeOf(node, operators.get(node) ?? '', places))
  const [before, after] = [lastPlaces(found), lastPlaces(found.toReversed()).reverse()]
  nodes.forEach((node, index) => {
    const place = found[index] ?? placeBetween(before[index] ?? null, after[index] ?? null)
    const durations = times.get(node) ?? []
    const key = keyOf(place)
    sums.set(key, (sums.get(key) ?? 0) + (1e-6 * (median(durations) ?? 0) * durations.length) / batches)
  })
  const seconds = (place: NodePlace | null): number => sums.get(keyOf(place)) ?? 0
  return {
    layers: layers.flatMap((layer) => timedPasses.flatMap((pass) => (sums.has(keyOf({ layer, pass })) ? [{ layer, pass, seconds: seconds({ layer, pass }) }] : []))),
    imagesSeconds: seconds('images'),
    lossSeconds: seconds('loss'),
    otherSeconds: seconds(null),
    totalSeconds: sum([...sums.values()]),
  }
}

/** Null: what belongs nowhere. */
const keyOf = (place: NodePlace | null): string => (typeof place === 'string' || place === null ? (place ?? '') : `${place.layer} ${place.pass}`)

function placeOf(node: string, operator: string, { own, ofConvolution }: NodePlaces): NodePlace | null {
  const name = decorations.reduce((left, decoration) => left.replace(decoration, ''), node)
  const merged = operator === 'Conv' ? ofConvolution.get(name) : undefined
  return own.get(node) ?? merged ?? own.get(name) ?? own.get(node.replace(ofNormalization, '')) ?? null
}

/** For each kernel, the last known place up to it. */
function lastPlaces(places: readonly (NodePlace | null)[]): (NodePlace | null)[] {
  let last: NodePlace | null = null
  return places.map((place) => (last = place ?? last))
}

/** The place of a kernel that ONNX Runtime has inserted, as a transposition: that of the kernel before it, where the one behind it is of the same layer. */
function placeBetween(before: NodePlace | null, after: NodePlace | null): NodePlace | null {
  if (before === null || after === null) return null
  const isSame = typeof before === 'string' || typeof after === 'string' ? before === after : before.layer === after.layer
  return isSame ? before : null
}
