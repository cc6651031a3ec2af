// Winograd's convolution for images so small that all their tiles are transformed by one matrix.
// A. Lavin, S. Gray, "Fast Algorithms for Convolutional Neural Networks", arXiv:1509.09308.
import { matrixOf, elementOf, type Matrix } from './matrix'
import { denseTransform } from './linear-transform'
import type { ConvolutionTransforms } from './convolution-transforms'
import { toomCook, type CorrelationAlgorithm } from './toom-cook'
import type { PlainConvolution } from './plain-convolution'

/**
 * F(m, k) along height and width, with m of its own for each. A line of positions is cut into tiles of m outputs; tile t reads the m + k - 1
 * padded elements from t * m on. For m = 2, k = 3 and one element of padding on both sides:
 *
 *     padded line   0 x0 x1 x2 x3 0
 *     tile 0        [0 x0 x1 x2]           outputs y0 y1
 *     tile 1              [x1 x2 x3 0]     outputs y2 y3
 *
 * Padding and the cut into tiles are part of the transforms' matrices.
 */
export function winograd({ kernel, padBegin, input, output }: PlainConvolution, outputsOfTile: readonly [number, number]): ConvolutionTransforms {
  const axes = [0, 1].map((axis) => {
    const [taps = 1, pad = 0, size = 0, positions = 0] = [kernel[axis], padBegin[axis], input[axis], output[axis]]
    const algorithm = toomCook(outputsOfTile[axis] ?? 1, taps)
    const tiles = Math.ceil(positions / algorithm.outputs)
    return { algorithm, tiles, input: inputAlong(algorithm, tiles, size, pad), output: outputAlong(algorithm, tiles, positions) }
  })
  const [rows, columns] = axes
  if (!rows || !columns) throw new Error('an image has two dimensions')
  const tiles = [rows.tiles, columns.tiles] as const
  return {
    name: 'winograd',
    products: rows.algorithm.kernel.rows * columns.algorithm.kernel.rows,
    tiles: rows.tiles * columns.tiles,
    input: denseTransform(inBothDirections(rows.input, columns.input, tiles), input),
    kernel: denseTransform(inBothDirections(rows.algorithm.kernel, columns.algorithm.kernel, [1, 1]), kernel),
    output: denseTransform(inBothDirections(rows.output, columns.output, tiles), output),
  }
}

/** [products * tiles, size]: B of every tile, applied to the unpadded line. */
function inputAlong({ input, outputs }: CorrelationAlgorithm, tiles: number, size: number, pad: number): Matrix {
  return matrixOf(input.rows * tiles, size, (row, element) => {
    const [product, tile] = [Math.floor(row / tiles), row % tiles]
    return elementOf(input, product, element + pad - tile * outputs)
  })
}

/** [products * tiles, positions]: A of every tile, transposed. */
function outputAlong({ output, outputs, input }: CorrelationAlgorithm, tiles: number, positions: number): Matrix {
  return matrixOf(input.rows * tiles, positions, (row, position) => {
    const [product, tile] = [Math.floor(row / tiles), row % tiles]
    return elementOf(output, position - tile * outputs, product)
  })
}

/** The tensor product of transforms along height and width; its rows are ordered by product first, then by tile. */
function inBothDirections(alongHeight: Matrix, alongWidth: Matrix, [tilesDown, tilesAcross]: readonly [number, number]): Matrix {
  const tiles = tilesDown * tilesAcross
  const productsAcross = alongWidth.rows / tilesAcross
  return matrixOf(alongHeight.rows * alongWidth.rows, alongHeight.columns * alongWidth.columns, (row, column) => {
    const [product, tile] = [Math.floor(row / tiles), row % tiles]
    const down = Math.floor(product / productsAcross) * tilesDown + Math.floor(tile / tilesAcross)
    const across = (product % productsAcross) * tilesAcross + (tile % tilesAcross)
    return alongHeight.at(down, Math.floor(column / alongWidth.columns)) * alongWidth.at(across, column % alongWidth.columns)
  })
}
