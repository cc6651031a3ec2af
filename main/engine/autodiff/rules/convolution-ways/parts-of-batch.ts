// Parts of a batch whose values a processor's caches hold: gradients of the parts add up to the batch's.
import type { Value } from '../../../../onnx/graph'
import type { GraphBuilder } from '../../../../onnx/graph-builder'
import { add, slice } from '../../../../onnx/operations'

/** Most elements that a part reads. */
const elementsOfPart = 1e6
/** Most parts: each adds nodes to the program. */
const mostParts = 32

/** The first image of a part, and the one behind its last. */
type Part = readonly [start: number, end: number]

/** The parts of a batch, as equal as can be. @param elements that the whole batch reads */
export function partsOf(images: number, elements: number): readonly Part[] {
  const wanted = Math.min(images, mostParts, Math.ceil(elements / elementsOfPart))
  const size = Math.ceil(images / wanted)
  return Array.from({ length: Math.ceil(images / size) }, (_, part) => [part * size, Math.min(images, (part + 1) * size)] as const)
}

/** The sum over parts of what `emit` computes from the images and gradients of each. */
export function sumOverParts(g: GraphBuilder, parts: readonly Part[], x: Value, gradY: Value, emit: (x: Value, gradY: Value) => Value): Value {
  const sums = parts.map(([start, end]) => {
    const part = (value: Value): Value => slice(g, value, [{ axis: 0, start, end }])
    return emit(part(x), part(gradY))
  })
  return sums.reduce((total, sum) => add(g, total, sum))
}
