// Images in another size, by each method of resizing, as operators that every device runs and that gradients pass through.
import { axisShares, interpolationMatrix, type ResizeName } from '@common/preprocessing/interpolation'
import type { ImageSize } from '@contract/training/run-spec'
import type { Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { gather, matMul, resizeBilinear } from '../../../onnx/operations'
import { float32, int32 } from '../../../onnx/tensor'

/** @param size of the result @param from of the images */
type Resize = (g: GraphBuilder, images: Value, size: ImageSize, from: ImageSize) => Value

/**
 * By method. WebGPU's `Resize` has no antialiasing, no device's averages areas, and rules of autodiff know neither: these two are products with a matrix for each axis,
 * which every device has. CUDA rounds the factors of products to 10 bits (TF32), as it does those of the network's first convolution.
 */
const methods: Readonly<Record<ResizeName, Resize>> = {
  bilinear: (g, images, { height, width }) => resizeBilinear(g, images, height, width),
  /** Where no axis shrinks, the triangle is that of bilinear interpolation. */
  antialias: (g, images, size, from) => (size.height >= from.height && size.width >= from.width ? methods.bilinear(g, images, size, from) : byMatrices(g, images, 'antialias', size, from)),
  /** Pixels are only moved, so that no device rounds a coordinate of its own. */
  nearest: (g, images, { height, width }, from) => {
    const nearest = (pixels: number, wanted: number): Value => g.constant(int32(axisShares('nearest', pixels, wanted).flatMap((shares) => shares.map(({ pixel }) => pixel))))
    return gather(g, gather(g, images, nearest(from.height, height), 2), nearest(from.width, width), 3)
  },
  area: (g, images, size, from) => byMatrices(g, images, 'area', size, from),
}

/** Rows of pixels times the matrix of the width; the matrix of the height times that. An axis that keeps its pixels needs no product. */
function byMatrices(g: GraphBuilder, images: Value, method: ResizeName, { height, width }: ImageSize, from: ImageSize): Value {
  const wide = from.width === width ? images : matMul(g, images, g.constant(float32(transposed(interpolationMatrix(method, from.width, width), width), [from.width, width]), 'resize_width'))
  return from.height === height ? wide : matMul(g, g.constant(float32(interpolationMatrix(method, from.height, height), [height, from.height]), 'resize_height'), wide)
}

/** @param matrix [rows, columns], row-major */
function transposed(matrix: Float32Array, rows: number): Float32Array {
  const columns = matrix.length / rows
  return Float32Array.from(matrix, (_, place) => matrix[(place % rows) * columns + Math.floor(place / rows)] ?? 0)
}

/** Float images [N, C, h, w] in a size; images of that size as they are. */
export function resized(g: GraphBuilder, images: Value, method: ResizeName, size: ImageSize): Value {
  const [, , height = 0, width = 0] = images.shape
  return height === size.height && width === size.width ? images : methods[method](g, images, size, { height, width })
}
