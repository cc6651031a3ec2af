// Folding of operators that move, join or repeat elements.
import { intAttribute, intsAttribute } from '../../graph'
import { axisOf } from '../../shape-inference/inference'
import { slicesOf } from '../../shape-inference/slice'
import { valueAt, valuesAt, type Known } from './known'
import type { Fold } from './fold-call'

/** The same elements in another shape. */
const reshape: Fold = ({ inputs: [input], outputs: [output] }) => (input && output ? [{ ...output, values: input.values }] : null)

const expand: Fold = ({ inputs: [input], outputs: [output] }) =>
  input && output ? [{ ...output, values: valuesAt(output.shape, (place) => valueAt(input, place)) }] : null

const concat: Fold = ({ inputs, outputs: [output], attributes }) => {
  if (!output) return null
  const axis = axisOf(intAttribute({ attributes }, 'axis', 0), output.shape.length)
  const parts = inputs.filter((input) => input !== null)
  const valueOf = (place: readonly number[]): number => {
    let along = place[axis] ?? 0
    for (const part of parts) {
      const size = part.shape[axis] ?? 0
      if (along < size) return elementAt(part, place.with(axis, along))
      along -= size
    }
    return NaN
  }
  return [{ ...output, values: valuesAt(output.shape, valueOf) }]
}

const gather: Fold = ({ inputs: [data, indices], outputs: [output], attributes }) => {
  if (!data || !indices || !output) return null
  const axis = axisOf(intAttribute({ attributes }, 'axis', 0), data.shape.length)
  const size = data.shape[axis] ?? 0
  const rank = indices.shape.length
  const valueOf = (place: readonly number[]): number => {
    const index = elementAt(indices, place.slice(axis, axis + rank))
    return elementAt(data, place.toSpliced(axis, rank, index < 0 ? index + size : index))
  }
  return [{ ...output, values: valuesAt(output.shape, valueOf) }]
}

const slice: Fold = ({ inputs: [data], outputs: [output], inference }) => {
  if (!data || !output) return null
  const slices = slicesOf(inference)
  const source = (place: readonly number[]) =>
    slices.reduce<readonly number[]>((from, { axis, first, step }) => from.with(axis, first + step * (place[axis] ?? 0)), place)
  return [{ ...output, values: valuesAt(output.shape, (place) => elementAt(data, source(place))) }]
}

const split: Fold = ({ inputs: [data], outputs, attributes }) => {
  if (!data) return null
  const axis = axisOf(intAttribute({ attributes }, 'axis', 0), data.shape.length)
  let start = 0
  return outputs.map((output) => {
    const first = start
    start += output.shape[axis] ?? 0
    return { ...output, values: valuesAt(output.shape, (place) => elementAt(data, place.with(axis, first + (place[axis] ?? 0)))) }
  })
}

const transpose: Fold = ({ inputs: [data], outputs: [output], attributes }) => {
  if (!data || !output) return null
  const order = intsAttribute({ attributes }, 'perm', data.shape.map((_, axis) => axis).reverse())
  const source = (place: readonly number[]) => data.shape.map((_, axis) => place[order.indexOf(axis)] ?? 0)
  return [{ ...output, values: valuesAt(output.shape, (place) => elementAt(data, source(place))) }]
}

/** The value at a place that is within the shape. */
function elementAt({ shape, values }: Known, place: readonly number[]): number {
  return values[shape.reduce((sum, size, axis) => sum * size + (place[axis] ?? 0), 0)] ?? NaN
}

export const movementFolds: Readonly<Record<string, Fold>> = {
  Concat: concat,
  Expand: expand,
  Flatten: reshape,
  Gather: gather,
  Reshape: reshape,
  Slice: slice,
  Split: split,
  Squeeze: reshape,
  Transpose: transpose,
  Unsqueeze: reshape,
}
