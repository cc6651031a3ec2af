// Turns a layer that does not fit into an error for the user.
import { formatShape } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import type { Shape } from '../onnx/tensor'
import { LayerFault } from './layers/layer-fault'

export interface AskedNetwork {
  readonly title: string
  /** Shape [N, C, H, W] of the images that the network is to take. */
  readonly imageShape: Shape
  /** Edge in pixels of the square images that the network is made for; null where they are not square or not known. */
  readonly inputSize: number | null
}

/**
 * Builds a network.
 * @throws LabError `network/input-too-small` or `network/unfit` instead of a LayerFault
 */
export function told<T>({ title, imageShape, inputSize }: AskedNetwork, build: () => T): T {
  try {
    return build()
  } catch (error) {
    if (!(error instanceof LayerFault)) throw error
    const options = { cause: error }
    if (!error.tooSmall) throw new LabError('network/unfit', phrase('{title} does not fit together. {message}.', { title, message: error.message }), phrase('Change the named layer.'), options)
    const message = phrase('{title} cannot take images of {shape}: {message}.', { title, shape: formatShape(imageShape.slice(1)), message: error.message })
    throw new LabError('network/input-too-small', message, inputSize === null ? phrase('Use larger images.') : phrase('Use larger images; the network is made for {inputSize}×{inputSize} pixels.', { inputSize }), options)
  }
}
