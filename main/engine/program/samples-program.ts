// Compiles the part of a network before a fitted layer into a program that computes the layer's samples of a batch.
import { recordForward } from '../autodiff/tape'
import { stateOf, type Network } from '../../networks/network'
import { encodeModel } from '../../onnx/encoding'
import type { Value } from '../../onnx/graph'
import { GraphBuilder } from '../../onnx/graph-builder'
import { pruned } from '../../onnx/pruning'
import { int64 } from '../../onnx/tensor'
import { imageBatch, type ImageFormat } from './inputs/image-batch'

/** Names of the program's images, uint8 [N, C, h, w], and of its output; parameters and buffers are inputs under their own names. */
export const samplesProgram = { images: 'pixels', samples: 'samples' } as const

/** @param place of the layer among those that are fitted */
export function compileSamples(network: Network, place: number, { channels, height, width }: Omit<ImageFormat, 'count'>): Uint8Array {
  const layer = network.fitted?.[place]
  if (!layer) throw new Error(`${network.name} has no fitted layer ${place}`)
  const [batch = 1] = network.images.shape
  const g = new GraphBuilder('samples')
  const pixels = g.input(samplesProgram.images, 'uint8', [batch, channels, height, width])
  const inOrder = g.constant(int64(Array.from({ length: batch }, (_, index) => index)))
  const bindings = new Map<string, Value>([
    [network.images.name, imageBatch(g, pixels, inOrder, network.images.shape)],
    ...stateOf(network).map(({ name, value }) => [name, g.input(name, value.type, value.shape)] as const),
  ])
  recordForward(g, pruned({ ...network.graph, outputs: [layer.samples] }), bindings, null)
  const samples = bindings.get(layer.samples.name)
  if (!samples) throw new Error(`the forward pass has left out ${layer.samples.name}`)
  return encodeModel(g.build([g.node('Identity', [samples], {}, { name: samplesProgram.samples })]))
}
