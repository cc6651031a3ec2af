// A network while it is edited: a tree of layers that have identities and may hold wrong values, and its listing.
import { freshLayer } from '@common/layers/layer-catalogue'
import { phrase } from '@language/phrase'
import type { LayerKind, LayerRecord } from '@contract/models/layers/layer'
import type { LayerPath } from '@contract/models/layers/layer-place'
import type { NetworkListing } from '@contract/models/layers/listing'
import type { InitializerName } from '@contract/models/initializers'

/** Identity of a layer or branch of the draft: stays when it is moved or changed. */
export type DraftId = number

/** A layer, with the values of its attributes as far as they were typed. */
export interface DraftLayer {
  readonly id: DraftId
  readonly kind: LayerKind
  readonly attributes: Readonly<Record<string, unknown>>
  /** The lists that a block holds: of `residual` its layers and its shortcut, of `parallel` its branches; of others none. */
  readonly lists: readonly DraftList[]
}

/** A list of layers within a block. */
export interface DraftList {
  readonly id: DraftId
  readonly layers: readonly DraftLayer[]
}

export interface DraftNetwork {
  readonly name: string
  /** Channels, height, width. */
  readonly input: readonly [number, number, number]
  readonly initializer: InitializerName
  readonly layers: readonly DraftLayer[]
}

let lastId = 0
const newId = (): DraftId => ++lastId

/** The tree of a record, with fresh identities. */
export function draftOf(record: LayerRecord): DraftLayer {
  const { layer: kind, ...fields } = record
  const id = newId()
  switch (record.layer) {
    case 'residual':
      return { id, kind, attributes: {}, lists: [listOf(record.layers), listOf(record.shortcut)] }
    case 'parallel':
      return { id, kind, attributes: {}, lists: record.branches.map(listOf) }
    default:
      return { id, kind, attributes: fields, lists: [] }
  }
}

export const listOf = (layers: readonly LayerRecord[]): DraftList => ({ id: newId(), layers: layers.map(draftOf) })

export const newLayer = (kind: LayerKind): DraftLayer => draftOf(freshLayer(kind))

/** The same layer once more, with identities of its own. */
export function copyOf({ kind, attributes, lists }: DraftLayer): DraftLayer {
  return { id: newId(), kind, attributes, lists: lists.map(({ layers }) => ({ id: newId(), layers: layers.map(copyOf) })) }
}

export function draftNetwork({ name, input, initializer, layers }: NetworkListing): DraftNetwork {
  return { name, input: [...input], initializer, layers: layers.map(draftOf) }
}

/** A network as the schema of listings reads it: valid where nothing wrong was typed. */
export function writtenListing({ name, input, initializer, layers }: DraftNetwork): unknown {
  return { name, input, initializer, layers: writtenLayers(layers) }
}

export const writtenLayers = (layers: readonly DraftLayer[]): readonly unknown[] => layers.map(writtenLayer)

function writtenLayer({ kind, attributes, lists }: DraftLayer): unknown {
  const written = lists.map((list) => writtenLayers(list.layers))
  if (kind === 'residual') return { layer: kind, layers: written[0], shortcut: written[1] }
  if (kind === 'parallel') return { layer: kind, branches: written }
  return { layer: kind, ...Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined)) }
}

/** Where each layer stands in the listing, by its identity; the paths begin at the list of layers. */
export function pathsOf(network: DraftNetwork): ReadonlyMap<DraftId, LayerPath> {
  const paths = new Map<DraftId, LayerPath>()
  const visit = (layers: readonly DraftLayer[], path: LayerPath): void => {
    layers.forEach(({ id, kind, lists }, index) => {
      const own = [...path, index]
      paths.set(id, own)
      lists.forEach((list, number) => {
        visit(list.layers, [...own, ...keysOf(kind, number)])
      })
    })
  }
  visit(network.layers, [])
  return paths
}

/** Keys from a block to one of its lists. */
function keysOf(kind: LayerKind, number: number): LayerPath {
  if (kind === 'parallel') return ['branches', number]
  return [number === 0 ? 'layers' : 'shortcut']
}

/** What a block calls one of its lists. */
export function listTitle(kind: LayerKind, number: number): string {
  if (kind === 'parallel') return phrase('Branch {number}', { number: number + 1 })
  return number === 0 ? phrase('Layers') : phrase('Shortcut')
}

/** Layers of a draft, those in blocks included, in the order in which they are shown. */
export function allLayers(layers: readonly DraftLayer[]): readonly DraftLayer[] {
  return layers.flatMap((layer) => [layer, ...layer.lists.flatMap((list) => allLayers(list.layers))])
}
