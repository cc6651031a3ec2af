// A way of convolutions without groups as a way of those with groups: each group is a convolution by itself, and the results are joined.
import type { Value } from '../../../../onnx/graph'
import type { GraphBuilder } from '../../../../onnx/graph-builder'
import { concat, slice } from '../../../../onnx/operations'
import type { ConvPlace } from './conv-place'
import type { ConvEmission, ConvOperands, ConvPass, ConvWay } from './conv-way'

/** Most groups: each adds nodes to the program. */
const mostGroups = 8

/** The axis of an operand, or of the result of a pass, along which its groups follow each other: input channels, or maps. */
const axes = { x: 1, w: 0, bias: 0, gradY: 1, forward: 1, 'input gradient': 1, 'kernel gradient': 0 } as const satisfies Readonly<Record<string, number>>

/** One group of a place as a convolution of its own. */
export function groupOf(place: ConvPlace): ConvPlace {
  const { convolution, images: [n = 0, channels = 0, ...spatial], kernels: [maps = 0, ...kernel], output: [, , ...positions] } = place
  const { groups } = convolution
  return {
    ...place,
    convolution: { ...convolution, groups: 1 },
    images: [n, channels / groups, ...spatial],
    kernels: [maps / groups, ...kernel],
    output: [n, maps / groups, ...positions],
  }
}

export function byGroups<Pass extends ConvPass>(pass: Pass, way: ConvWay<Pass>): ConvWay<Pass> {
  return {
    fits: (place) => place.convolution.groups <= mostGroups && way.fits(groupOf(place)),
    cost: (place) => place.convolution.groups * way.cost(groupOf(place)),
    // One group holds memory at a time.
    isWasteful: (place) => way.isWasteful?.(groupOf(place)) ?? false,
    emit: (emission, operands) => {
      const { g, place, shared } = emission
      const { groups } = place.convolution
      if (groups === 1) return way.emit(emission, operands)
      const ofGroup = (group: number): ConvEmission => ({ ...emission, place: groupOf(place), shared: shared.ofPart(group) })
      return concat(g, Array.from({ length: groups }, (_, group) => way.emit(ofGroup(group), operandsOfGroup(g, operands, group, groups))), axes[pass])
    },
  }
}

function operandsOfGroup<Operands extends ConvOperands[ConvPass]>(g: GraphBuilder, operands: Operands, group: number, groups: number): Operands {
  const part = (value: Value, axis: number): Value => {
    const size = (value.shape[axis] ?? 0) / groups
    return slice(g, value, [{ axis, start: group * size, end: (group + 1) * size }])
  }
  const entries = Object.entries<Value | null>({ ...operands }) as [keyof typeof axes, Value | null][]
  return Object.fromEntries(entries.map(([name, value]) => [name, value && part(value, axes[name])])) as Operands
}
