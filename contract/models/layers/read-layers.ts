// Reads a list of layers that may have faults, as an editor holds it: what is right of it, and what is wrong with the rest, by place.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { layerSchema, type LayerRecord, type SimpleLayer } from './layer'
import type { LayerPath } from './layer-place'
import { boundsFault, listingFault, type ListingFault } from './listing-fault'

/** A layer as far as it could be read: within blocks null stands for one that could not. */
export type ReadLayer =
  | SimpleLayer
  | { readonly layer: 'residual'; readonly layers: ReadLayers; readonly shortcut: ReadLayers }
  | { readonly layer: 'parallel'; readonly branches: readonly ReadLayers[] }
export type ReadLayers = readonly (ReadLayer | null)[]

export interface ReadList {
  readonly layers: ReadLayers
  /** In the order of the list; empty where all layers could be read. */
  readonly faults: readonly ListingFault[]
}

const listSchema = z.object({ layers: z.array(layerSchema, phrase('must be a list of layers')) })

/** Never throws, whatever the value is; a list with too many layers, or blocks too deep, is one fault and no layers. */
export function readLayers(layers: unknown): ReadList {
  const listing = { layers }
  const bounds = boundsFault(listing)
  if (bounds) return { layers: [], faults: [listingFault({ code: 'custom', path: [...bounds.path], message: bounds.message, input: undefined }, listing)] }
  const parsed = listSchema.safeParse(listing)
  if (parsed.success) return { layers: parsed.data.layers, faults: [] }
  const faults = parsed.error.issues.map((issue) => listingFault(issue, listing))
  if (!Array.isArray(layers)) return { layers: [], faults }
  const places = new FaultyPlaces(faults.map(({ path }) => path))
  return { layers: layers.map((layer, index) => readLayer(layer, [index], places)), faults }
}

/** Where in a list the faults are. */
class FaultyPlaces {
  readonly #faulty = new Set<string>()
  readonly #around = new Set<string>()

  constructor(paths: readonly LayerPath[]) {
    for (const path of paths) {
      this.#faulty.add(keyOf(path))
      for (let length = 1; length < path.length; length++) this.#around.add(keyOf(path.slice(0, length)))
    }
  }

  /** Whether a layer itself is faulty. */
  at(path: LayerPath): boolean {
    return this.#faulty.has(keyOf(path))
  }

  /** Whether a layer within a block is faulty. */
  within(path: LayerPath): boolean {
    return this.#around.has(keyOf(path))
  }
}

const keyOf = (path: LayerPath): string => path.map(String).join('.')

/** A layer that may hold faulty ones; null: it is one itself. */
function readLayer(value: unknown, path: LayerPath, places: FaultyPlaces): ReadLayer | null {
  if (places.at(path)) return null
  if (!places.within(path)) return layerSchema.parse(value)
  // Nothing is wrong with the block but what is in it, so that it has the shape of one.
  const block = value as LayerRecord
  const inner = (layers: readonly unknown[], ...keys: LayerPath): ReadLayers => layers.map((layer, index) => readLayer(layer, [...path, ...keys, index], places))
  switch (block.layer) {
    case 'residual':
      return { layer: 'residual', layers: inner(block.layers, 'layers'), shortcut: inner((block as Partial<typeof block>).shortcut ?? [], 'shortcut') }
    case 'parallel':
      return { layer: 'parallel', branches: block.branches.map((branch, index) => inner(branch, 'branches', index)) }
    default:
      return null
  }
}
