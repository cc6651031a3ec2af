// Linear transforms of images and kernels with constant coefficients, as graph pieces, each with its adjoint.
import type { Value } from '../../../../onnx/graph'
import type { GraphBuilder } from '../../../../onnx/graph-builder'
import { gemm, matMul, reshape, transpose } from '../../../../onnx/operations'
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
export const slownessOfSmallProducts = 2

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
