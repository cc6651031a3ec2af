// ONNX operators as functions on a graph builder, so that rules and programs read like formulas.
import { codeOfElementType } from './element-type-codes'
import { float, int, ints, string, type Value } from './graph'
import type { GraphBuilder } from './graph-builder'
import { float32, int64, type ElementType, type Shape, type Tensor } from './tensor'

type Binary = (g: GraphBuilder, a: Value, b: Value) => Value
type Unary = (g: GraphBuilder, x: Value) => Value

export const add: Binary = (g, a, b) => g.node('Add', [a, b])
export const sub: Binary = (g, a, b) => g.node('Sub', [a, b])
export const mul: Binary = (g, a, b) => g.node('Mul', [a, b])
export const div: Binary = (g, a, b) => g.node('Div', [a, b])
export const pow: Binary = (g, a, b) => g.node('Pow', [a, b])
export const equal: Binary = (g, a, b) => g.node('Equal', [a, b])
export const greater: Binary = (g, a, b) => g.node('Greater', [a, b])
export const matMul: Binary = (g, a, b) => g.node('MatMul', [a, b])

export const exp: Unary = (g, x) => g.node('Exp', [x])
export const log: Unary = (g, x) => g.node('Log', [x])
export const sqrt: Unary = (g, x) => g.node('Sqrt', [x])
export const cos: Unary = (g, x) => g.node('Cos', [x])
export const sin: Unary = (g, x) => g.node('Sin', [x])
export const erf: Unary = (g, x) => g.node('Erf', [x])
export const tanh: Unary = (g, x) => g.node('Tanh', [x])
export const sigmoid: Unary = (g, x) => g.node('Sigmoid', [x])
export const softplus: Unary = (g, x) => g.node('Softplus', [x])
export const floor: Unary = (g, x) => g.node('Floor', [x])
export const neg: Unary = (g, x) => g.node('Neg', [x])
export const identity: Unary = (g, x) => g.node('Identity', [x])
export const sign: Unary = (g, x) => g.node('Sign', [x])

/** Slope of a step from 0 to 1, min(1, slope x): it brings the smallest normal float32 above 1. */
export const stepSlope = 3e38

/** 0 below zero and 1 above it, max(0, min(1, slope x + atZero)), by all threads of ONNX Runtime's CPU, where a sign, a comparison or a choice takes one. */
export const unitStep = (g: GraphBuilder, x: Value, atZero: 0 | 1): Value => g.node('HardSigmoid', [x], { alpha: float(stepSlope), beta: float(atZero) })

/** `a` where the condition holds, `b` elsewhere. */
export const where = (g: GraphBuilder, condition: Value, a: Value, b: Value): Value => g.node('Where', [condition, a, b])

/** A float32 scalar. */
export const scalar = (g: GraphBuilder, value: number): Value => g.constant(float32(value))

/** A constant in the type of another value. */
export const constantLike = (g: GraphBuilder, x: Value, tensor: Tensor): Value => cast(g, g.constant(tensor), x.type)

/** A scalar of the type of another value. */
export const scalarLike = (g: GraphBuilder, x: Value, value: number): Value => constantLike(g, x, float32(value))

export const scale = (g: GraphBuilder, x: Value, factor: number): Value => (factor === 1 ? x : mul(g, x, scalarLike(g, x, factor)))

/** Zeros of a shape, of the type of another value. */
export const zerosLike = (g: GraphBuilder, x: Value, shape: Shape): Value => expand(g, scalarLike(g, x, 0), shape)

export const cast = (g: GraphBuilder, x: Value, type: ElementType): Value =>
  x.type === type ? x : g.node('Cast', [x], { to: int(codeOfElementType[type]) })

export const logSoftmax = (g: GraphBuilder, x: Value, axis: number): Value => g.node('LogSoftmax', [x], { axis: int(axis) })

export const argMax = (g: GraphBuilder, x: Value, axis: number): Value =>
  g.node('ArgMax', [x], { axis: int(axis), keepdims: int(0) })

/** Sum over axes, which disappear unless they are kept as 1. */
export const reduceSum = (g: GraphBuilder, x: Value, axes: readonly number[], { keep = false } = {}): Value =>
  axes.length === 0 ? x : g.node('ReduceSum', [x, g.constant(int64(axes))], { keepdims: int(keep ? 1 : 0) })

/** Maximum over axes, which disappear unless they are kept as 1. */
export const reduceMax = (g: GraphBuilder, x: Value, axes: readonly number[], { keep = false } = {}): Value =>
  g.node('ReduceMax', [x, g.constant(int64(axes))], { keepdims: int(keep ? 1 : 0) })

/** Product over axes, which are kept as 1. */
export const reduceProduct = (g: GraphBuilder, x: Value, axes: readonly number[]): Value =>
  axes.length === 0 ? x : g.node('ReduceProd', [x, g.constant(int64(axes))], { keepdims: int(1) })

/** Minimum over axes, which disappear. */
export const reduceMin = (g: GraphBuilder, x: Value, axes: readonly number[]): Value =>
  g.node('ReduceMin', [x, g.constant(int64(axes))], { keepdims: int(0) })

/** Mean over axes, which disappear. */
export const reduceMean = (g: GraphBuilder, x: Value, axes: readonly number[]): Value =>
  axes.length === 0 ? x : g.node('ReduceMean', [x, g.constant(int64(axes))], { keepdims: int(0) })

export const reshape = (g: GraphBuilder, x: Value, shape: Shape): Value =>
  sameShape(x.shape, shape) ? x : g.node('Reshape', [x, g.constant(int64(shape))])

export const transpose = (g: GraphBuilder, x: Value, order: readonly number[]): Value =>
  order.every((axis, index) => axis === index) ? x : g.node('Transpose', [x], { perm: ints(order) })

export const concat = (g: GraphBuilder, values: readonly Value[], axis: number): Value => {
  const [only] = values
  return only && values.length === 1 ? only : g.node('Concat', values, { axis: int(axis) })
}

/** Repeats a value until it has this shape. */
export const expand = (g: GraphBuilder, x: Value, shape: Shape): Value => g.node('Expand', [x, g.constant(int64(shape))])

export const gather = (g: GraphBuilder, x: Value, indices: Value, axis = 0): Value =>
  g.node('Gather', [x, indices], { axis: int(axis) })

/** For each index the element of `x` at this place of the axis; along all other axes, elements keep their places. */
export const gatherElements = (g: GraphBuilder, x: Value, indices: Value, axis: number): Value =>
  g.node('GatherElements', [x, indices], { axis: int(axis) })

/** The data, with elements at the given places of the axis replaced by updates, or with updates added to them. */
export const scatterElements = (g: GraphBuilder, data: Value, indices: Value, updates: Value, axis: number, reduction: 'none' | 'add' = 'none'): Value =>
  g.node('ScatterElements', [data, indices, updates], { axis: int(axis), ...(reduction !== 'none' && { reduction: string(reduction) }) })

/** One axis of a slice: from `start` up to but without `end`, every `step`-th; a negative step reads backwards. */
export interface SliceRange {
  readonly axis: number
  readonly start: number
  readonly end: number
  readonly step?: number
}

export const slice = (g: GraphBuilder, x: Value, ranges: readonly SliceRange[]): Value => {
  const list = (pick: (range: SliceRange) => number): Value => g.constant(int64(ranges.map(pick)))
  return g.node('Slice', [x, list((r) => r.start), list((r) => r.end), list((r) => r.axis), list((r) => r.step ?? 1)])
}

/** Reverses axes. */
export const flip = (g: GraphBuilder, x: Value, axes: readonly number[]): Value =>
  slice(
    g,
    x,
    axes.map((axis) => ({ axis, start: -1, end: -2147483648, step: -1 })),
  )

/** Adds elements at both ends of each axis: zeros, or a scalar `value`; negative counts remove elements. */
export const pad = (g: GraphBuilder, x: Value, begin: readonly number[], end: readonly number[], value?: Value): Value =>
  [...begin, ...end].every((count) => count === 0) ? x : g.node('Pad', [x, g.constant(int64([...begin, ...end])), ...(value ? [value] : [])])

/** Zeros around the spatial dimensions of an [N, C, spatial...] value. */
export const padSpatial = (g: GraphBuilder, x: Value, begin: readonly number[], end: readonly number[]): Value =>
  pad(g, x, [0, 0, ...begin], [0, 0, ...end])

export interface GemmOptions {
  readonly transA?: boolean
  readonly transB?: boolean
  readonly alpha?: number
}

/** alpha A' B' + C, where ' transposes if asked. */
export const gemm = (g: GraphBuilder, a: Value, b: Value, c: Value | null = null, options: GemmOptions = {}): Value =>
  g.node('Gemm', c ? [a, b, c] : [a, b], {
    transA: int(options.transA ? 1 : 0),
    transB: int(options.transB ? 1 : 0),
    alpha: float(options.alpha ?? 1),
  })

/** Bilinear resize of [N, C, h, w] to [N, C, height, width], pixel centres at half (as PyTorch's align_corners=False). */
export const resizeBilinear = (g: GraphBuilder, x: Value, height: number, width: number): Value => {
  const sizes = g.constant(int64([...x.shape.slice(0, 2), height, width]))
  return g.node('Resize', [x, null, null, sizes], { mode: string('linear'), coordinate_transformation_mode: string('half_pixel') })
}

function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis])
}
