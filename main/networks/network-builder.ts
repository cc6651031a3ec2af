// Collects the graph and the parameters of a network while its layers are stacked.
import { GraphBuilder } from '../onnx/graph-builder'
import type { Value } from '../onnx/graph'
import type { Shape } from '../onnx/tensor'
import type { Network, NetworkBuffer, Parameter } from './network'

/** Inputs summed over and outputs reached by one unit of a layer. */
export interface Fans {
  readonly fanIn: number
  readonly fanOut: number
}

/** A layer appends its nodes and returns its output. */
export type Layer = (network: NetworkBuilder, x: Value) => Value

export class NetworkBuilder {
  readonly graph: GraphBuilder
  private readonly parameters: Parameter[] = []
  private readonly buffers: NetworkBuffer[] = []
  private readonly layerCounts = new Map<string, number>()

  constructor(private readonly name: string) {
    this.graph = new GraphBuilder(name)
  }

  /** The name of the next layer of a kind, counted from 1: `conv1`, `conv2`, `fc1`. */
  layerName(kind: string): string {
    const count = (this.layerCounts.get(kind) ?? 0) + 1
    this.layerCounts.set(kind, count)
    return `${kind}${count}`
  }

  /**
   * Declares a trainable parameter, named `layer.weight` or `layer.bias`.
   * @param initial what all its elements begin as; default: the initialiser decides
   */
  parameter(layer: string, kind: 'weight' | 'bias', shape: Shape, fans: Fans, initial?: number): Value {
    const name = `${layer}.${kind}`
    const value = this.graph.input(name, 'float32', shape)
    this.parameters.push({ name, index: this.parameters.length, kind, shape, ...fans, ...(initial !== undefined && { initial }), value })
    return value
  }

  /** Declares a buffer, named `layer.kind` as PyTorch names them. */
  buffer(layer: string, kind: 'running_mean' | 'running_var', shape: Shape, initial: number): Value {
    const name = `${layer}.${kind}`
    const value = this.graph.input(name, 'float32', shape)
    this.buffers.push({ name, shape, initial, value })
    return value
  }

  /** Stacks layers over images [N, C, H, W]; the last layer's output are the logits. */
  stack(imageShape: Shape, layers: readonly Layer[]): Network {
    const images = this.graph.input('images', 'float32', imageShape)
    const features = layers.reduce((x, layer) => layer(this, x), images)
    const logits = this.graph.node('Identity', [features], {}, { name: 'logits' })
    const { name, parameters, buffers } = this
    return { name, graph: this.graph.build([logits]), images, logits, parameters, buffers }
  }
}
