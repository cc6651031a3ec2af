// Linear transforms of images and kernels with constant coefficients, as graph pieces, each with its adjoint.
import type { Value } from '../../../../onnx/graph'
import type { GraphBuilder } from '../../../../onnx/graph-builder'
import { gemm, matMul, reshape, transpose } from '../../../../onnx/operations'
import type { Tensor } from '../../../../onnx/tensor'
import { tensorWhenNeeded, transposed, type Matrix } from './matrix'

/** A linear map from spatial values [A, B, spatial...] to coefficients [points, A, B], and its adjoint, through which gradients pass. */
export interface LinearTransform {
  /** Cost of transforming one of the A * B maps, in multiply-adds of a large matrix product. */
  readonly cost: number
  readonly apply: (g: GraphBuilder, x: Value) => Value
  /** @param coefficients in the order of [points, A, B], in any shape */
  readonly adjoint: (g: GraphBuilder, coefficients: Value, a: number, b: number) => Value
}

/** A linear transform by one matrix, which can also be written as a product of another rank. */
export interface DenseTransform extends LinearTransform {
  /**
   * The same numbers as `apply`, to the bit, as a product of rank three. ONNX Runtime lets a value take the memory of an earlier one of equal shape, and keeps that memory from
   * the earlier value's last use on. Where the earlier one is of the forward and the later one of the backward pass, it would keep it for nearly the whole step.
   */
  readonly applyAsStack: (g: GraphBuilder, x: Value) => Value
}

/**
 * Applies one matrix to all spatial values at once. The change from images first to coefficients first costs nothing: the products read
 * one operand transposed.
 * @param matrix [points, height * width]
 */
export function denseTransform(matrix: Matrix, spatial: readonly number[]): DenseTransform {
  const tensor = tensorWhenNeeded(matrix)
  const { rows: points, columns: area } = matrix
  return {
    cost: points * area,
    apply: (g, x) => {
      const [a = 0, b = 0] = x.shape
      return reshape(g, gemm(g, g.constant(tensor()), reshape(g, x, [a * b, area]), null, { transB: true }), [points, a, b])
    },
    applyAsStack: (g, x) => {
      const [a = 0, b = 0] = x.shape
      const maps = transpose(g, reshape(g, x, [1, a * b, area]), [0, 2, 1])
      return reshape(g, matMul(g, g.constant(tensor()), maps), [points, a, b])
    },
    adjoint: (g, coefficients, a, b) => {
      const product = gemm(g, reshape(g, coefficients, [points, a * b]), g.constant(tensor()), null, { transA: true })
      return reshape(g, product, [a, b, ...spatial])
    },
  }
}

/** Slowdown of the small matrix products of a separable transform against a large product, per multiply-add (measured). */
const slownessOfSmallProducts = 2

/**
 * Separable transform: along the width first, into `parts` values per frequency, then along the height, all parts of a frequency together.
 * @param alongWidth [frequencies * parts, width]
 * @param alongHeight [points of a frequency, parts * height]
 */
export function separableTransform(alongWidth: Matrix, alongHeight: Matrix, parts: number): LinearTransform {
  const [width, columnValues] = [alongWidth.columns, alongHeight.columns]
  const height = columnValues / parts
  const frequencies = alongWidth.rows / parts
  const points = frequencies * alongHeight.rows
  const [first, second] = [tensorWhenNeeded(alongWidth), tensorWhenNeeded(alongHeight)]
  const secondAdjoint = tensorWhenNeeded(transposed(alongHeight))
  return {
    cost: slownessOfSmallProducts * (frequencies * parts * height * width + points * columnValues),
    apply: (g, x) => {
      const [a = 0, b = 0] = x.shape
      const rows = reshape(g, transpose(g, reshape(g, x, [a * b, height, width]), [1, 0, 2]), [height * a * b, width])
      const spectra = gemm(g, g.constant(first()), rows, null, { transB: true })
      const coefficients = matMul(g, g.constant(second()), reshape(g, spectra, [frequencies, columnValues, a * b]))
      return reshape(g, coefficients, [points, a, b])
    },
    adjoint: (g, coefficients, a, b) => {
      const byFrequency = reshape(g, coefficients, [frequencies, alongHeight.rows, a * b])
      const spectra = reshape(g, matMul(g, g.constant(secondAdjoint()), byFrequency), [frequencies * parts, height * a * b])
      const rows = gemm(g, spectra, g.constant(first()), null, { transA: true })
      return reshape(g, transpose(g, reshape(g, rows, [height, a * b, width]), [1, 0, 2]), [a, b, height, width])
    },
  }
}

/** A transform along one axis that is cut into tiles: the matrix [products * tiles, size] has its rows ordered by product first. */
export interface AxisOfTiles {
  readonly matrix: Matrix
  readonly tiles: number
}

/**
 * Separable transform of tiles: along the width first, then along the height. Points are ordered by products across, products down, tiles down, tiles across. Both products of
 * `apply` read an operand whose leading axes are exchanged, which ONNX Runtime makes part of them (FusedMatMul, where both operands have as many axes, and three or more).
 * @param leading axes of one element that all values get. Transforms with as many of them write values of the same shapes, and ONNX Runtime would keep the memory of one's for the other
 *   (see `DenseTransform`)
 */
export function tiledTransform(across: AxisOfTiles, down: AxisOfTiles, leading: readonly 1[]): LinearTransform {
  const [width, height] = [across.matrix.columns, down.matrix.columns]
  const products = across.matrix.rows / across.tiles
  const [alongWidth, alongHeight] = [tensorWhenNeeded(across.matrix), tensorWhenNeeded(down.matrix)]
  const heightAdjoint = tensorWhenNeeded(transposed(down.matrix))
  const led = (...axes: readonly number[]): readonly number[] => [...leading, ...axes]
  /** The axes in a new order, given as places among those behind the leading ones. */
  const ordered = (g: GraphBuilder, x: Value, ...places: readonly number[]): Value => transpose(g, x, [...leading.map((_, axis) => axis), ...places.map((place) => place + leading.length)])
  /** The first axis, before the leading ones, behind them and as many others. */
  const firstBehind = (g: GraphBuilder, x: Value, others: number): Value => {
    const axes = x.shape.map((_, axis) => axis)
    const place = leading.length + others
    return transpose(g, x, [...axes.slice(1, place + 1), 0, ...axes.slice(place + 1)])
  }
  const stack = (g: GraphBuilder, matrix: Tensor): Value => g.constant({ ...matrix, shape: led(1, ...matrix.shape) })
  return {
    cost: slownessOfSmallProducts * across.matrix.rows * height * (width + down.matrix.rows),
    apply: (g, x) => {
      const [a = 0, b = 0] = x.shape
      const rows = firstBehind(g, reshape(g, x, [a * b, ...led(height, width)]), 2)
      const byRow = reshape(g, matMul(g, stack(g, alongWidth()), rows), [height, ...led(products, across.tiles * a * b)])
      return matMul(g, stack(g, alongHeight()), firstBehind(g, byRow, 1))
    },
    adjoint: (g, coefficients, a, b) => {
      const byProduct = reshape(g, coefficients, led(products, down.matrix.rows, across.tiles * a * b))
      const byRow = ordered(g, matMul(g, g.constant(heightAdjoint()), byProduct), 1, 0, 2)
      const points = reshape(g, byRow, led(height, across.matrix.rows, a * b))
      const rows = matMul(g, ordered(g, points, 0, 2, 1), g.constant(alongWidth()))
      return reshape(g, ordered(g, rows, 1, 0, 2), [a, b, height, width])
    },
  }
}
