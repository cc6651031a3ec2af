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

/**
 * Emits the forward pass of images that the program is fed.
 * @param wanted values of the network's graph
 * @returns what each of them is in the program, in their order
 */
export function emitValues(g: GraphBuilder, network: Network, wanted: readonly Value[], { channels, height, width }: Omit<ImageFormat, 'count'>): readonly Value[] {
  const [batch = 1] = network.images.shape
  const pixels = g.input(valuesProgramImages, 'uint8', [batch, channels, height, width])
  const inOrder = g.constant(int64(Array.from({ length: batch }, (_, index) => index)))
  const bindings = new Map<string, Value>([
    [network.images.name, imageBatch(g, pixels, inOrder, network)],
    ...stateOf(network).map(({ name, value }) => [name, g.input(name, value.type, value.shape)] as const),
  ])
  recordForward(g, pruned({ ...network.graph, outputs: [...wanted] }), bindings, null)
  return wanted.map(({ name }) => {
    const computed = bindings.get(name)
    if (!computed) throw new Error(`the forward pass has left out ${name}`)
    return computed
  })
}

/** @param wanted values of the network's graph, by the names that the program's outputs have; no name is an input of the network */
export function compileValues(network: Network, wanted: ReadonlyMap<string, Value>, format: Omit<ImageFormat, 'count'>): Uint8Array {
  const g = new GraphBuilder('values')
  const names = [...wanted.keys()]
  return encodeModel(g.build(emitValues(g, network, [...wanted.values()], format).map((value, index) => g.node('Identity', [value], {}, { name: names[index] ?? '' }))))
}
