// Linear transform of images in tiles, along the width and then along the height.
import type { Value } from '../../../../onnx/graph'
import type { GraphBuilder } from '../../../../onnx/graph-builder'
import { matMul, reshape, transpose } from '../../../../onnx/operations'
import type { Tensor } from '../../../../onnx/tensor'
import { slownessOfSmallProducts, type LinearTransform } from './linear-transform'
import { tensorWhenNeeded, transposed, type Matrix } from './matrix'

/** A transform along an axis that is cut into tiles: the matrix is [products * tiles, size], its rows ordered by product first. */
export interface TiledMatrix {
  readonly matrix: Matrix
  readonly tiles: number
}

/**
 * Separable transform of tiles: along the width first, then along the height. Points are ordered by products across, products down, tiles down, tiles across. Both products of
 * `apply` read an operand whose leading axes are exchanged, which ONNX Runtime makes part of them (FusedMatMul, where both operands have as many axes, and three or more).
 * @param leading axes of one element that all values get. Transforms with as many of them write values of the same shapes, and ONNX Runtime would keep the memory of one's for the other
 *   (see `DenseTransform`)
 */
export function tiledTransform(across: TiledMatrix, down: TiledMatrix, leading: readonly 1[]): LinearTransform {
  const [width, height] = [across.matrix.columns, down.matrix.columns]
  const products = across.matrix.rows / across.tiles
  const [alongWidth, alongHeight] = [tensorWhenNeeded(across.matrix), tensorWhenNeeded(down.matrix)]
  const heightAdjoint = tensorWhenNeeded(transposed(down.matrix))
  const led = (...axes: readonly number[]): readonly number[] => [...leading, ...axes]
  /** The axes behind the leading ones in a new order. */
  const ordered = (g: GraphBuilder, x: Value, ...places: readonly number[]): Value => transpose(g, x, [...leading.map((_, axis) => axis), ...places.map((place) => place + leading.length)])
  /** The first axis moved behind the leading ones and so many others. */
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
