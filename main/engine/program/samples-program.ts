// Compiles the part of a network before a fitted layer into a program that computes the layer's samples of a batch.
import type { Network } from '../../networks/network'
import type { ImageFormat } from './inputs/image-batch'
import { compileValues, valuesProgramImages } from './values-program'

/** Names of the program's images, uint8 [N, C, h, w], and of its output; parameters and buffers are inputs under their own names. */
export const samplesProgram = { images: valuesProgramImages, samples: 'samples' } as const

/** @param place of the layer among those that are fitted */
export function compileSamples(network: Network, place: number, format: Omit<ImageFormat, 'count'>): Uint8Array {
  const layer = network.fitted?.[place]
  if (!layer) throw new Error(`${network.name} has no fitted layer ${place}`)
  return compileValues(network, new Map([[samplesProgram.samples, layer.samples]]), format)
}
