// Random cases of operators that move elements.
import fc from 'fast-check'
import { int, ints, string, type Attributes } from '../../../../onnx/graph'
import type { Operator } from '../../../../onnx/operators'
import { elementCount, int64, type Shape, type Tensor } from '../../../../onnx/tensor'
import { anyShape, axisOfRank, broadcastTo, flag, perAxis, size, someShape, together, type RandomCase } from './arbitraries'

/** Shapes with as many elements as `shape`: neighbouring dimensions joined at random, one of them perhaps written as -1. */
const regrouped = (shape: Shape): fc.Arbitrary<number[]> =>
  fc.tuple(perAxis(shape, fc.boolean()), fc.boolean(), fc.nat(Math.max(shape.length - 1, 0))).map(([joins, leaveOpen, place]) => {
    const groups: number[] = []
    shape.forEach((extent, axis) => {
      if (axis > 0 && joins[axis]) groups.push((groups.pop() ?? 1) * extent)
      else groups.push(extent)
    })
    return leaveOpen && place < groups.length ? groups.with(place, -1) : groups
  })

const withAxis = <T>(shape: Shape, then: (axis: number, counted: number) => fc.Arbitrary<T>): fc.Arbitrary<T> =>
  axisOfRank(shape.length).chain((axis) => then(axis, axis < 0 ? axis + shape.length : axis))

const slice: RandomCase = someShape.chain((shape) =>
  perAxis(
    shape,
    fc.record({ start: fc.integer({ min: -5, max: 5 }), end: fc.integer({ min: -6, max: 6 }), step: fc.constantFrom(-3, -2, -1, 1, 2, 3) }),
  ).map((ranges) => {
    const lists = [ranges.map(({ start }) => start), ranges.map(({ end }) => end), [...shape.keys()], ranges.map(({ step }) => step)]
    return { inputs: [shape, ...lists.map((list) => int64(list))] }
  }),
)

const pad: RandomCase = someShape.chain((shape) =>
  fc.constantFrom('constant', 'reflect', 'edge').chain((mode) => {
    // A reflection can add at most all elements but the one at the edge; a negative count may remove all elements but one.
    const count = (extent: number) => ({
      min: mode === 'constant' ? -Math.floor((extent - 1) / 2) : 0,
      max: mode === 'reflect' ? extent - 1 : 3,
    })
    const counts = fc.tuple(...shape.map((extent) => fc.integer(count(extent))))
    return fc.tuple(counts, counts).map(([begin, end]) => ({
      inputs: [shape, int64([...begin, ...end]), ...(mode === 'constant' ? [[]] : [])],
      attributes: { mode: string(mode) },
    }))
  }),
)

/** Indices [...] along one axis of `shape`: any number of them along the axis, and along the others as many as there are elements, or fewer. */
const someIndices = (shape: Shape, counted: number, { distinct }: { readonly distinct: boolean }): fc.Arbitrary<Tensor> => {
  const extent = shape[counted] ?? 1
  return fc.tuple(...shape.map((most, axis) => fc.integer({ min: 1, max: axis === counted && !distinct ? 4 : most }))).chain((indexShape) => {
    const length = elementCount(indexShape)
    if (!distinct) return fc.array(fc.integer({ min: -extent, max: extent - 1 }), { minLength: length, maxLength: length }).map((indices) => int64(indices, indexShape))
    // Turned round by a random number: all indices along the axis differ.
    const inner = elementCount(indexShape.slice(counted + 1))
    return fc.nat(extent - 1).map((turn) => int64(Array.from({ length }, (_, place) => ((Math.floor(place / inner) % (indexShape[counted] ?? 1)) + turn) % extent), indexShape))
  })
}

const gatherElements: RandomCase = someShape.chain((shape) =>
  withAxis(shape, (axis, counted) => someIndices(shape, counted, { distinct: false }).map((indices) => ({ inputs: [shape, indices], attributes: { axis: int(axis) } }))),
)

/** Where elements are replaced, no two updates have the same place: which one counts is not said. */
const scatterElements: RandomCase = fc.tuple(someShape, fc.boolean()).chain(([shape, adds]) =>
  withAxis(shape, (axis, counted) =>
    someIndices(shape, counted, { distinct: !adds }).map((indices) => ({
      inputs: [shape, indices, indices.shape],
      attributes: { axis: int(axis), ...(adds && { reduction: string('add') }) },
    })),
  ),
)

const topK: RandomCase = someShape.chain((shape) =>
  withAxis(shape, (axis, counted) =>
    fc.record({
      inputs: fc.integer({ min: 1, max: shape[counted] ?? 1 }).map((count) => [shape, int64([count])]),
      attributes: together(fc.constant({ axis: int(axis) }), flag('largest')),
      outputs: fc.constant(2),
      values: fc.constant('apart'),
    }),
  ),
)

export const movement = {
  Cast: anyShape.map((shape) => ({ inputs: [shape], attributes: { to: int(1) } })),
  Concat: someShape.chain((shape) =>
    withAxis(shape, (axis, counted) =>
      fc.array(size, { minLength: 1, maxLength: 3 }).map((extents) => ({
        inputs: extents.map((extent) => shape.with(counted, extent)),
        attributes: { axis: int(axis) },
      })),
    ),
  ),
  Expand: anyShape.chain((shape) => broadcastTo(shape).map((x) => ({ inputs: [x, int64(shape)] }))),
  Flatten: anyShape.chain((shape) =>
    fc.integer({ min: -shape.length, max: shape.length }).map((axis) => ({ inputs: [shape], attributes: { axis: int(axis) } })),
  ),
  Gather: fc.tuple(someShape, fc.array(size, { maxLength: 2 })).chain(([shape, indexShape]) =>
    withAxis(shape, (axis, counted) => {
      const extent = shape[counted] ?? 1
      const length = elementCount(indexShape)
      return fc.array(fc.integer({ min: -extent, max: extent - 1 }), { minLength: length, maxLength: length }).map((indices) => ({
        inputs: [shape, int64(indices, indexShape)],
        attributes: { axis: int(axis) },
      }))
    }),
  ),
  GatherElements: gatherElements,
  Identity: anyShape.map((shape) => ({ inputs: [shape] })),
  Pad: pad,
  Reshape: someShape.chain((shape) => regrouped(shape).map((target) => ({ inputs: [shape, int64(target)] }))),
  ScatterElements: scatterElements,
  Slice: slice,
  Split: someShape.chain((shape) =>
    withAxis(shape, (axis) =>
      fc.array(size, { minLength: 1, maxLength: 3 }).map((parts) => ({
        inputs: [shape.with(axis, parts.reduce((sum, part) => sum + part, 0)), int64(parts)],
        attributes: { axis: int(axis) },
        outputs: parts.length,
      })),
    ),
  ),
  Squeeze: someShape.chain((shape) =>
    withAxis(shape, (axis, counted) => fc.constantFrom([int64([axis])], []).map((axes) => ({ inputs: [shape.with(counted, 1), ...axes] }))),
  ),
  TopK: topK,
  Transpose: anyShape.chain((shape) =>
    fc.shuffledSubarray([...shape.keys()], { minLength: shape.length }).chain((order) =>
      fc.constantFrom<Attributes>({}, { perm: ints(order) }).map((attributes) => ({ inputs: [shape], attributes })),
    ),
  ),
  Unsqueeze: anyShape.chain((shape) =>
    fc.uniqueArray(fc.integer({ min: 0, max: shape.length + 1 }), { minLength: 2, maxLength: 2 }).map((axes) => ({
      inputs: [shape, int64(axes.map((axis, index) => (index === 0 ? axis : axis - shape.length - 2)))],
    })),
  ),
} satisfies Partial<Record<Operator, RandomCase>>
