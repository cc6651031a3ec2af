// What writes the layers of a network in one framework: a table with a writer for every kind of layer, and blocks around them.
import type { RecordOf, SimpleKind } from '@contract/models/layers/layer'
import type { Expression, LayerItem } from './python/expression'
import type { WrittenKind } from './unwritten-layers'
import type { ImageOrVector, Shaped, ShapedLayer, ShapedParallel, ShapedResidual } from './shaped-layers'

/** A layer of one kind with its shapes. */
export interface LayerToWrite<Kind extends SimpleKind> {
  readonly record: RecordOf<Kind>
  readonly input: ImageOrVector
  readonly output: ImageOrVector
  /** The layers before it in the same list. */
  readonly before: readonly Shaped[]
  /** The layers behind it in the same list. */
  readonly behind: readonly Shaped[]
}

/** The layers of the framework that do what a layer of the network does, in their order. */
export type LayerWriter<Kind extends SimpleKind> = (layer: LayerToWrite<Kind>) => readonly LayerItem[]

export type LayerWriters = { readonly [Kind in WrittenKind]: LayerWriter<Kind> }

export interface BlockWriters {
  readonly residual: (body: readonly LayerItem[], shortcut: readonly LayerItem[]) => Expression
  readonly parallel: (branches: readonly (readonly LayerItem[])[]) => Expression
}

/** A layer that begins a line. */
export const item = (expression: Expression, comment?: string): LayerItem => ({ expression, joins: false, ...(comment !== undefined && { comment }) })

/** A layer that stands behind another on its line, as an activation. */
export const joined = (expression: Expression): LayerItem => ({ expression, joins: true })

/** Layers as a framework writes them. */
export function writtenLayers(layers: readonly Shaped[], writers: LayerWriters, blocks: BlockWriters): readonly LayerItem[] {
  const write = (within: readonly Shaped[]): readonly LayerItem[] => writtenLayers(within, writers, blocks)
  return layers.flatMap((layer, index) => {
    if (isResidual(layer)) return [item(blocks.residual(write(layer.layers), write(layer.shortcut)))]
    if (isParallel(layer)) return [item(blocks.parallel(layer.branches.map(write)))]
    return simple(layer, { before: layers.slice(0, index), behind: layers.slice(index + 1) }, writers)
  })
}

function simple({ record, input, output }: ShapedLayer, neighbours: Pick<LayerToWrite<never>, 'before' | 'behind'>, writers: LayerWriters): readonly LayerItem[] {
  // The table has the writer of this very kind, which the compiler cannot follow through a union.
  const write = (writers as Readonly<Partial<Record<SimpleKind, LayerWriter<SimpleKind>>>>)[record.layer]
  if (!write) throw new Error(`no framework has a layer ${record.layer}; see unwrittenLayer`)
  return write({ record, input, output, ...neighbours })
}

const isResidual = (layer: Shaped): layer is ShapedResidual => layer.record.layer === 'residual'
const isParallel = (layer: Shaped): layer is ShapedParallel => layer.record.layer === 'parallel'
