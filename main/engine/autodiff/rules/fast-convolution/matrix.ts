// Constant matrices given by a function of row and column; computed in double precision, and only when a program needs one as float32 tensor.
import { float32, type Tensor } from '../../../../onnx/tensor'

export interface Matrix {
  readonly rows: number
  readonly columns: number
  readonly at: (row: number, column: number) => number
}

export const matrixOf = (rows: number, columns: number, at: Matrix['at']): Matrix => ({ rows, columns, at })

/** The element of a matrix, 0 outside it. */
export const elementOf = ({ rows, columns, at }: Matrix, row: number, column: number): number =>
  row >= 0 && row < rows && column >= 0 && column < columns ? at(row, column) : 0

/** The transposed matrix. */
export const transposed = ({ rows, columns, at }: Matrix): Matrix => matrixOf(columns, rows, (row, column) => at(column, row))

export function tensorOf({ rows, columns, at }: Matrix): Tensor {
  const values = Float32Array.from({ length: rows * columns }, (_, index) => at(Math.floor(index / columns), index % columns))
  return float32(values, [rows, columns])
}

/** The float32 tensor of a matrix, made at the first call and kept; most matrices serve cost estimates only and never need one. */
export function tensorWhenNeeded(matrix: Matrix): () => Tensor {
  let tensor: Tensor | undefined
  return () => (tensor ??= tensorOf(matrix))
}
