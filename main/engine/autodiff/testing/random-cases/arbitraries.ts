// Parts of the random cases of all families: sizes, shapes, attributes.
import fc from 'fast-check'
import { int, type Attributes } from '../../../../onnx/graph'
import { elementCount, type Shape, type Tensor } from '../../../../onnx/tensor'
import type { RuleCase } from '../gradient-check'

/** Random cases of one operator. */
export type RandomCase = fc.Arbitrary<Omit<RuleCase, 'title' | 'operator'>>

export const size = fc.integer({ min: 1, max: 4 })
export const anyShape = fc.array(size, { maxLength: 4 })

/** At least one dimension. */
export const someShape = fc.array(size, { minLength: 1, maxLength: 4 })

/** A list with one entry per dimension. */
export const perAxis = <T>(shape: Shape, entry: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.array(entry, { minLength: shape.length, maxLength: shape.length })

/** An axis, counted from the front or from the end. */
export const axisOfRank = (rank: number): fc.Arbitrary<number> => fc.integer({ min: -rank, max: rank - 1 })

/** A shape that broadcasts to `shape`: leading dimensions may be left out, and some of the others are 1. */
export const broadcastTo = (shape: Shape): fc.Arbitrary<Shape> =>
  fc
    .tuple(fc.nat(shape.length), perAxis(shape, fc.boolean()))
    .map(([left, ones]) => shape.map((extent, axis) => (ones[axis] ? 1 : extent)).slice(left))

export const bools = (shape: Shape): fc.Arbitrary<Tensor> => {
  const length = elementCount(shape)
  const list = fc.array(fc.boolean(), { minLength: length, maxLength: length })
  return list.map((values) => ({ type: 'bool', shape, data: Uint8Array.from(values, Number) }))
}

/** An attribute that is 0 or 1, or left out. */
export const flag = (name: string): fc.Arbitrary<Attributes> => fc.constantFrom({}, { [name]: int(0) }, { [name]: int(1) })

/** The attributes of all parts in one record. */
export const together = (...parts: readonly fc.Arbitrary<Attributes>[]): fc.Arbitrary<Attributes> =>
  fc.tuple(...parts).map((drawn) => Object.assign({}, ...drawn) as Attributes)
