// What inspections compute of images: the answer of a network, and gradients of its answer or of one of its layers.
import type { ChannelValue, PixelProgram } from '../program/pixel-gradient-program'
import { namedConvolution, namedLayer } from './named-layer'
import type { OpenedNetwork } from './opened-networks'

export interface PixelWork {
  /** Unique among the works of a network. */
  readonly key: string
  /** @param batch images that go through at once @throws LabError `network/...` where the work is about a layer that the network has not */
  readonly program: (network: OpenedNetwork, batch: number) => PixelProgram
}

const logitsOf = (network: OpenedNetwork, batch: number): ChannelValue => ({ output: network.networkFor(batch).logits, channelAxis: 1 })

/** Logits. */
export const answers: PixelWork = { key: 'answers', program: (network, batch) => ({ scores: logitsOf(network, batch), by: null }) }

/** Gradient of a weighted sum of logits by the pixels. */
export const answersByPixels: PixelWork = { key: 'answers by pixels', program: (network, batch) => ({ scores: logitsOf(network, batch), by: 'pixels' }) }

/** Gradient of a weighted sum of logits by the output of a convolution. */
export const answersByConvolution = (layer: string): PixelWork => ({
  key: `answers by convolution ${layer}`,
  program: (network, batch) => ({ scores: logitsOf(network, batch), by: namedConvolution(network, batch, layer) }),
})

/** Gradient of a weighted sum of a layer's units by the pixels. */
export const unitsByPixels = (layer: string): PixelWork => ({
  key: `units of ${layer} by pixels`,
  program: (network, batch) => ({ scores: namedLayer(network, batch, layer), by: 'pixels' }),
})
