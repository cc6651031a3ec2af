// Builds the network that a list of layers describes; an error names the layer that does not fit by its place.
import { formatShape } from '@common/words/plain-format'
import { z } from 'zod'
import { layerSchema, type LayerInput, type LayerKind, type LayerRecord, type RecordOf, type SimpleKind, type SimpleLayer } from '@contract/models/layers/layer'
import type { LayerPath } from '@contract/models/layers/layer-place'
import { int, type Value } from '../onnx/graph'
import type { Shape } from '../onnx/tensor'
import { layerBuilders } from './layers'
import type { LayerBuilder } from './layers/layer-builder'
import { LayerFault, Misfit } from './layers/layer-fault'
import type { Network } from './network'
import { assertComputable, NetworkBuilder } from './network-builder'

/** A layer in its place in a network. */
export interface BuiltLayer {
  readonly record: LayerRecord
  /** Path from the list of layers to this layer. */
  readonly path: LayerPath
  /** Shape of its output, batch first. */
  readonly output: Shape
}

export interface LayersNetwork extends Network {
  /** All layers; those inside a block come before the block itself. */
  readonly layers: readonly BuiltLayer[]
}

/**
 * @param name of the network and its graph
 * @param imageShape [N, C, H, W]; N may be dynamic
 * @throws LayerFault that names the layer by its place and says what does not fit
 */
export function buildLayers(name: string, imageShape: Shape, layers: readonly LayerInput[]): LayersNetwork {
  const network = new NetworkBuilder(name)
  const images = network.images(imageShape)
  const stack = new Stack(network)
  const features = stack.through(images, z.array(layerSchema).parse(layers), [])
  return { ...network.network(images, features), layers: stack.built }
}

class Stack {
  readonly built: BuiltLayer[] = []
  readonly #network: NetworkBuilder

  constructor(network: NetworkBuilder) {
    this.#network = network
  }

  /** Stacks several layers on x; returns the output of the last. */
  through(x: Value, layers: readonly LayerRecord[], path: LayerPath): Value {
    return layers.reduce((value, record, index) => this.#layer(value, record, [...path, index]), x)
  }

  #layer(x: Value, record: LayerRecord, path: LayerPath): Value {
    const output = placed(path, record.layer, () => {
      const value = this.#output(x, record, path)
      assertComputable(value)
      return value
    })
    this.built.push({ record, path, output: output.shape })
    return output
  }

  #output(x: Value, record: LayerRecord, path: LayerPath): Value {
    switch (record.layer) {
      case 'residual':
        return this.#residual(x, record, path)
      case 'parallel':
        return this.#parallel(x, record, path)
      default:
        return simple(this.#network, x, record)
    }
  }

  #residual(x: Value, { layers, shortcut }: RecordOf<'residual'>, path: LayerPath): Value {
    const { graph } = this.#network
    const summands = [this.through(x, layers, [...path, 'layers']), this.through(x, shortcut, [...path, 'shortcut'])]
    const shapes = summands.map(({ shape }) => formatShape(shape.slice(1)))
    if (new Set(shapes).size > 1) throw new Misfit(`its layers give ${shapes.join(' and its shortcut ')}, which cannot be added`)
    return graph.node('Add', summands, {}, { name: this.#network.layerName('add') })
  }

  #parallel(x: Value, { branches }: RecordOf<'parallel'>, path: LayerPath): Value {
    const { graph } = this.#network
    const outputs = branches.map((layers, index) => this.through(x, layers, [...path, 'branches', index]))
    const places = outputs.map(({ shape }) => formatShape(shape.slice(2)) || 'vectors')
    const odd = places.findIndex((place) => place !== places[0])
    if (odd > 0) throw new Misfit(`its branch 1 gives ${places[0] ?? ''} and branch ${odd + 1} ${places[odd] ?? ''}, which cannot be laid side by side`)
    return graph.node('Concat', outputs, { axis: int(1) }, { name: this.#network.layerName('concat') })
  }
}

function simple(network: NetworkBuilder, x: Value, record: SimpleLayer): Value {
  // The builder in the table is of the record's kind, but the compiler cannot follow that through a union.
  const build = layerBuilders[record.layer] as LayerBuilder<SimpleKind>
  return build(network, x, record)
}

/** Builds a layer; adds its place to a fault, unless the fault has the place of a layer inside it already. */
function placed<T>(path: LayerPath, kind: LayerKind, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw error instanceof LayerFault ? error : new LayerFault(path, kind, error)
  }
}
