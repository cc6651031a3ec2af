// What a user is told of a network whose layers do not fit.
import { LabError } from '@contract/problem'
import type { Shape } from '../onnx/tensor'
import { LayerFault } from './layers/layer-fault'

export interface AskedNetwork {
  readonly title: string
  /** [N, C, H, W] of the images that it is to take. */
  readonly imageShape: Shape
  /** Edge in pixels of the images that it is made for; null: they are not square, or nobody knows it. */
  readonly inputSize: number | null
}

/**
 * Does work that builds a network.
 * @throws LabError `network/input-too-small` or `network/unfit` in the place of a layer's fault
 */
export function told<T>({ title, imageShape, inputSize }: AskedNetwork, build: () => T): T {
  try {
    return build()
  } catch (error) {
    if (!(error instanceof LayerFault)) throw error
    const options = { cause: error }
    if (!error.tooSmall) throw new LabError('network/unfit', `${title} does not fit together. ${error.message}.`, 'Change the named layer.', options)
    const made = inputSize === null ? '' : `; the network is made for ${inputSize} x ${inputSize} pixels`
    const message = `${title} cannot take images of ${imageShape.slice(1).join(' x ')}: ${error.message}.`
    throw new LabError('network/input-too-small', message, `Use larger images${made}.`, options)
  }
}
