// Winograd's convolution: all tiles of an image are transformed by one matrix, or along its width and then its height.
// A. Lavin, S. Gray, "Fast Algorithms for Convolutional Neural Networks", arXiv:1509.09308.
import { matrixOf, elementOf, type Matrix } from './matrix'
import { denseTransform } from './linear-transform'
import type { ConvolutionTransforms } from './convolution-transforms'
import { toomCook, type CorrelationAlgorithm } from './toom-cook'
import type { PlainConvolution } from './plain-convolution'
import { tiledTransform, type TiledMatrix } from './tiled-transform'

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
export function winograd(plain: PlainConvolution, outputsOfTile: Outputs): ConvolutionTransforms {
  const [down, across] = axesOf(plain, outputsOfTile)
  const tiles = [down.tiles, across.tiles] as const
  return {
    ...sizesOf(down, across),
    input: denseTransform(inBothDirections(down.input, across.input, tiles), plain.input),
    kernel: denseTransform(inBothDirections(down.algorithm.kernel, across.algorithm.kernel, [1, 1]), plain.kernel),
    output: denseTransform(inBothDirections(down.output, across.output, tiles), plain.output),
  }
}

/** The same for images of any size: transformed along the width first and then along the height, so that the products are ordered by those along the width. */
export function separableWinograd(plain: PlainConvolution, outputsOfTile: Outputs): ConvolutionTransforms {
  const [down, across] = axesOf(plain, outputsOfTile)
  return {
    ...sizesOf(down, across),
    input: tiledTransform(tiled(across, 'input'), tiled(down, 'input'), []),
    kernel: denseTransform(acrossThenDown(across.algorithm.kernel, down.algorithm.kernel), plain.kernel),
    output: tiledTransform(tiled(across, 'output'), tiled(down, 'output'), [1]),
  }
}

/** Outputs of a tile along height and width. */
type Outputs = readonly [number, number]

/** An axis of images in tiles. */
interface TiledAxis {
  readonly algorithm: CorrelationAlgorithm
  readonly tiles: number
  readonly input: Matrix
  readonly output: Matrix
}

function axesOf({ kernel, padBegin, input, output }: PlainConvolution, outputsOfTile: Outputs): readonly [down: TiledAxis, across: TiledAxis] {
  const along = (axis: 0 | 1): TiledAxis => {
    const algorithm = toomCook(outputsOfTile[axis], kernel[axis])
    const tiles = Math.ceil(output[axis] / algorithm.outputs)
    return { algorithm, tiles, input: inputAlong(algorithm, tiles, input[axis], padBegin[axis]), output: outputAlong(algorithm, tiles, output[axis]) }
  }
  return [along(0), along(1)]
}

/** A matrix of an axis with its tiles. */
const tiled = (axis: TiledAxis, which: 'input' | 'output'): TiledMatrix => ({ matrix: axis[which], tiles: axis.tiles })

const sizesOf = (down: TiledAxis, across: TiledAxis): Pick<ConvolutionTransforms, 'name' | 'products' | 'tiles'> => ({
  name: 'winograd',
  products: down.algorithm.kernel.rows * across.algorithm.kernel.rows,
  tiles: down.tiles * across.tiles,
})

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

/** The tensor product of two transforms of a kernel; its rows are ordered by the products along the width first, its columns by the height. */
function acrossThenDown(across: Matrix, down: Matrix): Matrix {
  return matrixOf(across.rows * down.rows, down.columns * across.columns, (row, column) =>
    down.at(row % down.rows, Math.floor(column / across.columns)) * across.at(Math.floor(row / down.rows), column % across.columns),
  )
}
