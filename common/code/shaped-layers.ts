// The layers of a network with the shapes that go in and out of each: what its programs in every framework are written from.
import type { Initialization } from '@contract/models/initializers'
import type { LayerRecord, ResidualBlock, ParallelBlock, SimpleLayer } from '@contract/models/layers/layer'
import type { LayerPath } from '@contract/models/layers/layer-place'

/** A shape without the batch: channels, height and width, or features alone. */
export type ImageOrVector = readonly number[]

export interface Shapes {
  readonly input: ImageOrVector
  readonly output: ImageOrVector
}

export interface ShapedLayer extends Shapes {
  readonly record: SimpleLayer
}
export interface ShapedResidual extends Shapes {
  readonly record: ResidualBlock
  readonly layers: readonly Shaped[]
  readonly shortcut: readonly Shaped[]
}
export interface ShapedParallel extends Shapes {
  readonly record: ParallelBlock
  readonly branches: readonly (readonly Shaped[])[]
}
export type Shaped = ShapedLayer | ShapedResidual | ShapedParallel

/** A network that is to be written as a program. */
export interface NetworkToWrite extends Initialization {
  /** As a title, e.g. `LeNet with ReLU`. */
  readonly title: string
  /** Channels, height, width. */
  readonly input: readonly [number, number, number]
  readonly parameters: number
  /** In their order, those of a block before the block itself. */
  readonly layers: readonly PlacedLayer[]
}

/** A layer with the shape of its output, which is known to whoever has built the network. */
export interface PlacedLayer {
  readonly record: LayerRecord
  readonly path: LayerPath
  /** Without the batch. */
  readonly output: ImageOrVector
}

/** The layers of a network as a tree. */
export function shapedLayers({ input, layers }: Pick<NetworkToWrite, 'input' | 'layers'>): readonly Shaped[] {
  const outputs = new Map(layers.map(({ path, output }) => [path.join('.'), output]))
  const top = layers.flatMap(({ record, path }) => (path.length === 1 ? [record] : []))
  return inOrder(top, input, [], (path) => {
    const output = outputs.get(path.join('.'))
    if (!output) throw new Error(`the shape of layer ${path.join('.')} is missing`)
    return output
  })
}

function inOrder(records: readonly LayerRecord[], input: ImageOrVector, path: LayerPath, outputOf: (path: LayerPath) => ImageOrVector): readonly Shaped[] {
  let shape = input
  return records.map((record, index) => {
    const place = [...path, index]
    const shapes = { input: shape, output: outputOf(place) }
    shape = shapes.output
    const within = (layers: readonly LayerRecord[], ...keys: LayerPath): readonly Shaped[] => inOrder(layers, shapes.input, [...place, ...keys], outputOf)
    switch (record.layer) {
      case 'residual':
        return { ...shapes, record, layers: within(record.layers, 'layers'), shortcut: within(record.shortcut, 'shortcut') }
      case 'parallel':
        return { ...shapes, record, branches: record.branches.map((branch, number) => within(branch, 'branches', number)) }
      default:
        return { ...shapes, record }
    }
  })
}
