// Interface of a fast convolution: linear transforms after which a convolution is one matrix product over channels per coefficient.
import type { DenseTransform, LinearTransform } from './linear-transform'

/**
 * The convolution of x [N, C, spatial...] with w [M, C, kernel...] is the adjoint of `output` applied to the products, by
 * coefficient r, of input(x)[r] [columns, C] with kernel(w)[r]^T [C, M], columns being N times the tiles of an image.
 */
export interface ConvolutionTransforms {
  readonly name: 'fourier' | 'winograd'
  /** Number of coefficients per tile, and so of matrix products. */
  readonly products: number
  /** Number of tiles per image. */
  readonly tiles: number
  /** Transform of the images, to products * tiles coefficients. */
  readonly input: LinearTransform
  /** Transform of the kernels, to `products` coefficients. */
  readonly kernel: DenseTransform
  /** Transform of the output's gradient, to products * tiles coefficients; its adjoint maps products to the output. */
  readonly output: LinearTransform
}
