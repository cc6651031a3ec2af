// Compiles a network into a program that computes some of its values for images that it is fed: the outputs of layers, or what a layer is fitted to.
import { recordForward } from '../autodiff/tape'
import { stateOf, type Network } from '../../networks/network'
import { encodeModel } from '../../onnx/encoding'
import type { Value } from '../../onnx/graph'
import { GraphBuilder } from '../../onnx/graph-builder'
import { pruned } from '../../onnx/pruning'
import { int64 } from '../../onnx/tensor'
import { imageBatch, type ImageFormat } from './inputs/image-batch'

/** Name of the program's images, uint8 [N, C, h, w]; parameters and buffers are inputs under their own names. */
export const valuesProgramImages = 'pixels'

/** @param wanted values of the network's graph, by the names that the program's outputs have; no name is an input of the network */
export function compileValues(network: Network, wanted: ReadonlyMap<string, Value>, { channels, height, width }: Omit<ImageFormat, 'count'>): Uint8Array {
  const [batch = 1] = network.images.shape
  const g = new GraphBuilder('values')
  const pixels = g.input(valuesProgramImages, 'uint8', [batch, channels, height, width])
  const inOrder = g.constant(int64(Array.from({ length: batch }, (_, index) => index)))
  const bindings = new Map<string, Value>([
    [network.images.name, imageBatch(g, pixels, inOrder, network.images.shape)],
    ...stateOf(network).map(({ name, value }) => [name, g.input(name, value.type, value.shape)] as const),
  ])
  recordForward(g, pruned({ ...network.graph, outputs: [...wanted.values()] }), bindings, null)
  return encodeModel(g.build([...wanted].map(([name, value]) => {
    const computed = bindings.get(value.name)
    if (!computed) throw new Error(`the forward pass has left out ${value.name}`)
    return g.node('Identity', [computed], {}, { name })
  })))
}
