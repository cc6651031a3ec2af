// Small constant matrices: reckoned in double precision, kept in programs as float32 tensors.
import { float32, type Tensor } from '../../../onnx/tensor'

/** Rows of equal length. */
export type Matrix = readonly (readonly number[])[]

export const columnsOf = (matrix: Matrix): number => matrix[0]?.length ?? 0

/** The element of a matrix, 0 outside it. */
export const elementOf = (matrix: Matrix, row: number, column: number): number => matrix[row]?.[column] ?? 0

/** A matrix by its elements. */
export function matrixOf(rows: number, columns: number, element: (row: number, column: number) => number): Matrix {
  return Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (_, column) => element(row, column)))
}

export const tensorOf = (matrix: Matrix): Tensor => float32(matrix.flat(), [matrix.length, columnsOf(matrix)])

/** The tensor of a matrix with rows and columns exchanged. */
export const transposedTensorOf = (matrix: Matrix): Tensor =>
  tensorOf(matrixOf(columnsOf(matrix), matrix.length, (row, column) => elementOf(matrix, column, row)))
