// Builds the network that a list of layers describes; an error names the layer that does not fit by its place.
import { formatShape } from '@common/words/plain-format'
import { z } from 'zod'
import { phrase } from '@language/phrase'
import { layerSchema, type LayerInput, type SimpleKind, type SimpleLayer } from '@contract/models/layers/layer'
import type { LayerPath } from '@contract/models/layers/layer-place'
import type { ReadLayer } from '@contract/models/layers/read-layers'
import { int, type Node, type Value } from '../onnx/graph'
import type { Shape } from '../onnx/tensor'
import { layerBuilders } from './layers'
import type { LayerBuilder } from './layers/layer-builder'
import { LayerFault, Misfit } from './layers/layer-fault'
import type { Network } from './network'
import { assertComputable, NetworkBuilder } from './network-builder'

/** A layer in its place in a network. */
export interface BuiltLayer {
  readonly record: ReadLayer
  /** Path from the list of layers to this layer. */
  readonly path: LayerPath
  /** Shape of its output, batch first. */
  readonly output: Shape
  /** The nodes that compute it; those of layers within a block are theirs, not the block's. */
  readonly nodes: readonly Node[]
}

export interface LayersNetwork extends Network {
  /** All layers; those inside a block come before the block itself. */
  readonly layers: readonly BuiltLayer[]
}

/** What can be built of a list that may have faults. */
export interface FittedLayers extends Pick<Network, 'name' | 'images' | 'parameters' | 'buffers'> {
  /** The layers that fit, those of a block before the block itself. What takes its input from one that does not is left out. */
  readonly layers: readonly BuiltLayer[]
  /** The layers that do not fit the input that they get. */
  readonly faults: readonly LayerFault[]
}

/**
 * @param name of the network and its graph
 * @param imageShape [N, C, H, W]; N may be dynamic
 * @throws LayerFault that names the first layer that does not fit by its place and says why
 */
export function buildLayers(name: string, imageShape: Shape, layers: readonly LayerInput[]): LayersNetwork {
  const network = new NetworkBuilder(name)
  const images = network.images(imageShape)
  const stack = new Stack(network)
  const features = stack.through(images, z.array(layerSchema).parse(layers), [])
  const [fault] = stack.faults
  if (fault) throw fault
  if (!features) throw new Error('a list of layers without a fault has no output')
  return { ...network.network(images, features), layers: stack.built }
}

/**
 * Builds as much of a list as fits; it never throws for what is in the list.
 * @param layers null stands for a layer that cannot be read
 */
export function fitLayers(name: string, imageShape: Shape, layers: readonly (ReadLayer | null)[]): FittedLayers {
  const network = new NetworkBuilder(name)
  const images = network.images(imageShape)
  const stack = new Stack(network)
  stack.through(images, layers, [])
  const { parameters, buffers } = network
  return { name, images, parameters, buffers, layers: stack.built, faults: stack.faults }
}

/** Stacks layers; behind one that does not fit nothing is built, whereas the branches beside it are. */
class Stack {
  readonly built: BuiltLayer[] = []
  readonly faults: LayerFault[] = []
  readonly #network: NetworkBuilder
  /** Nodes that belong to a layer already. */
  #taken = 0

  constructor(network: NetworkBuilder) {
    this.#network = network
  }

  /** Stacks several layers on x; returns the output of the last, or null where one does not fit. */
  through(x: Value | null, layers: readonly (ReadLayer | null)[], path: LayerPath): Value | null {
    return layers.reduce((value, record, index) => value && this.#layer(value, record, [...path, index]), x)
  }

  #layer(x: Value, record: ReadLayer | null, path: LayerPath): Value | null {
    if (!record) return null
    const { graph } = this.#network
    let output: Value | null = null
    try {
      output = this.#output(x, record, path)
      if (output) assertComputable(output)
    } catch (error) {
      this.faults.push(new LayerFault(path, record.layer, error))
      output = null
    }
    const nodes = graph.nodesSince(this.#taken)
    this.#taken = graph.nodeCount
    if (output) this.built.push({ record, path, output: output.shape, nodes })
    return output
  }

  #output(x: Value, record: ReadLayer, path: LayerPath): Value | null {
    switch (record.layer) {
      case 'residual':
        return this.#residual(x, record, path)
      case 'parallel':
        return this.#parallel(x, record, path)
      default:
        return simple(this.#network, x, record)
    }
  }

  #residual(x: Value, { layers, shortcut }: Extract<ReadLayer, { readonly layer: 'residual' }>, path: LayerPath): Value | null {
    const { graph } = this.#network
    const [main, beside] = [this.through(x, layers, [...path, 'layers']), this.through(x, shortcut, [...path, 'shortcut'])]
    if (!main || !beside) return null
    const shapes = [main, beside].map(({ shape }) => formatShape(shape.slice(1)))
    if (shapes[0] !== shapes[1]) throw new Misfit(phrase('its layers give {ofLayers} and its shortcut {ofShortcut}, which cannot be added', { ofLayers: shapes[0] ?? '', ofShortcut: shapes[1] ?? '' }))
    return graph.node('Add', [main, beside], {}, { name: this.#network.layerName('add') })
  }

  #parallel(x: Value, { branches }: Extract<ReadLayer, { readonly layer: 'parallel' }>, path: LayerPath): Value | null {
    const { graph } = this.#network
    const known = branches.map((layers, index) => this.through(x, layers, [...path, 'branches', index]))
    const outputs = known.filter((output) => output !== null)
    if (outputs.length < known.length) return null
    const places = outputs.map(({ shape }) => formatShape(shape.slice(2)) || phrase('vectors'))
    const odd = places.findIndex((place) => place !== places[0])
    if (odd > 0) throw new Misfit(phrase('its branch 1 gives {first} and branch {number} {other}, which cannot be laid side by side', { first: places[0] ?? '', number: odd + 1, other: places[odd] ?? '' }))
    return graph.node('Concat', outputs, { axis: int(1) }, { name: this.#network.layerName('concat') })
  }
}

function simple(network: NetworkBuilder, x: Value, record: SimpleLayer): Value {
  // The builder in the table is of the record's kind, but the compiler cannot follow that through a union.
  const build = layerBuilders[record.layer] as LayerBuilder<SimpleKind>
  return build(network, x, record)
}
