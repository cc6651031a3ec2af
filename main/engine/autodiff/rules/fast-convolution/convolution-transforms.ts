// A fast convolution: transforms under which a convolution becomes one matrix product over the channels for every coefficient.
import type { LinearTransform } from './linear-transform'

/**
 * The convolution of x [N, C, spatial...] with w [M, C, kernel...] is the adjoint of `output` applied to the products, by
 * coefficient r, of input(x)[r] [columns, C] with kernel(w)[r]^T [C, M], columns being N times the tiles of an image.
 */
export interface ConvolutionTransforms {
  /** Coefficients that are multiplied, each by itself. */
  readonly products: number
  /** Tiles that an image is cut into. */
  readonly tiles: number
  /** To products * tiles coefficients. */
  readonly input: LinearTransform
  /** To products coefficients. */
  readonly kernel: LinearTransform
  /** Of the output, to products * tiles coefficients; its adjoint gives the output. */
  readonly output: LinearTransform
}
