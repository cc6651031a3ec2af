// What can be done to the layers of a draft; each edit gives a new draft and leaves the old one as it is, so that undoing is taking the old one back.
import { attributesOf } from '@common/layers/layer-catalogue'
import type { LayerKind } from '@contract/models/layers/layer'
import { allLayers, copyOf, listOf, newLayer, type DraftId, type DraftLayer, type DraftList, type DraftNetwork } from './draft-network'

/** The list of a whole network; other lists are named by their identity. */
export const wholeNetwork: DraftId = 0

type Layers = readonly DraftLayer[]
type Change = (layers: Layers, listId: DraftId) => Layers

/** Applies a change to every list of the network, the innermost first; lists that do not change stay the same objects. */
function changed(network: DraftNetwork, change: Change): DraftNetwork {
  const through = (layers: Layers, id: DraftId): Layers => {
    const inner = layers.map((layer) => {
      const lists = layer.lists.map((list): DraftList => {
        const next = through(list.layers, list.id)
        return next === list.layers ? list : { ...list, layers: next }
      })
      return lists.every((list, index) => list === layer.lists[index]) ? layer : { ...layer, lists }
    })
    return change(inner.every((layer, index) => layer === layers[index]) ? layers : inner, id)
  }
  const layers = through(network.layers, wholeNetwork)
  return layers === network.layers ? network : { ...network, layers }
}

/** Replaces the layer of an identity by none, one or several. */
function replaced(network: DraftNetwork, id: DraftId, by: (layer: DraftLayer) => Layers): DraftNetwork {
  return changed(network, (layers) => (layers.some((layer) => layer.id === id) ? layers.flatMap((layer) => (layer.id === id ? by(layer) : [layer])) : layers))
}

/** Puts a layer into a list, before the one that has the place now; behind all others where the place is past the end. */
function inserted(network: DraftNetwork, list: DraftId, index: number, layer: DraftLayer): DraftNetwork {
  return changed(network, (layers, id) => (id === list ? [...layers.slice(0, index), layer, ...layers.slice(index)] : layers))
}

/** Where a layer stands. */
export interface LayerSpot {
  readonly list: DraftId
  readonly index: number
  readonly layer: DraftLayer
  /** The layers of the list. */
  readonly layers: Layers
  /** The block that holds the list; null: the list is that of the network. */
  readonly block: DraftLayer | null
}

export function spotOf({ layers }: DraftNetwork, id: DraftId): LayerSpot | null {
  const find = (list: Layers, listId: DraftId, block: DraftLayer | null): LayerSpot | null => {
    for (const [index, layer] of list.entries()) {
      if (layer.id === id) return { list: listId, index, layer, layers: list, block }
      for (const inner of layer.lists) {
        const spot = find(inner.layers, inner.id, layer)
        if (spot) return spot
      }
    }
    return null
  }
  return find(layers, wholeNetwork, null)
}

/** An edit, and the layer that is chosen after it; null: none. */
export interface Edit {
  readonly network: DraftNetwork
  readonly chosen: DraftId | null
}

/** Adds a new layer behind another; behind the last one where there is no other. */
export function add(network: DraftNetwork, kind: LayerKind, behind: DraftId | null): Edit {
  const layer = newLayer(kind)
  const spot = behind === null ? null : spotOf(network, behind)
  const [list, index] = spot ? [spot.list, spot.index + 1] : [wholeNetwork, network.layers.length]
  return { network: inserted(network, list, index, layer), chosen: layer.id }
}

/** Adds a new layer at the end of a block's list. */
export function addTo(network: DraftNetwork, kind: LayerKind, list: DraftId): Edit {
  const layer = newLayer(kind)
  return { network: inserted(network, list, Number.MAX_SAFE_INTEGER, layer), chosen: layer.id }
}

/** Takes a layer out; chosen is then the one behind it, else the one before it. */
export function remove(network: DraftNetwork, id: DraftId): Edit {
  const spot = spotOf(network, id)
  const neighbour = spot ? (spot.layers[spot.index + 1] ?? spot.layers[spot.index - 1] ?? spot.block) : null
  return { network: replaced(network, id, () => []), chosen: neighbour?.id ?? null }
}

/** Puts a copy behind a layer. */
export function duplicate(network: DraftNetwork, id: DraftId): Edit {
  const spot = spotOf(network, id)
  if (!spot) return { network, chosen: null }
  const copy = copyOf(spot.layer)
  return { network: inserted(network, spot.list, spot.index + 1, copy), chosen: copy.id }
}

/** Moves a layer to a place of a list, counted without the layer itself. A block cannot be moved into itself: then nothing changes. */
export function moveTo(network: DraftNetwork, id: DraftId, list: DraftId, index: number): Edit {
  const spot = spotOf(network, id)
  if (!spot || holds(spot.layer, list)) return { network, chosen: id }
  return { network: inserted(replaced(network, id, () => []), list, index, spot.layer), chosen: id }
}

const holds = (layer: DraftLayer, list: DraftId): boolean => layer.lists.some((inner) => inner.id === list || inner.layers.some((one) => holds(one, list)))

/** Moves a layer one place up or down; at the end of a block's list, out of the block. Nothing changes at the ends of the network. */
export function moveBy(network: DraftNetwork, id: DraftId, places: -1 | 1): Edit {
  const spot = spotOf(network, id)
  if (!spot) return { network, chosen: null }
  const index = spot.index + places
  if (index >= 0 && index < spot.layers.length) return moveTo(network, id, spot.list, index)
  const block = spot.block ? spotOf(network, spot.block.id) : null
  return block ? moveTo(network, id, block.list, places < 0 ? block.index : block.index + 1) : { network, chosen: id }
}

/** Sets an attribute of a layer; undefined leaves it out. */
export function setAttribute(network: DraftNetwork, id: DraftId, field: string, value: unknown): Edit {
  return { network: replaced(network, id, (layer) => [{ ...layer, attributes: { ...layer.attributes, [field]: value } }]), chosen: id }
}

/** Exchanges a layer for one of another kind, which keeps the attributes that both kinds have. */
export function setKind(network: DraftNetwork, id: DraftId, kind: LayerKind): Edit {
  return {
    network: replaced(network, id, (layer) => {
      const fresh = newLayer(kind)
      const common = attributesOf(kind).flatMap(([field]) => (layer.attributes[field] === undefined ? [] : [[field, layer.attributes[field]] as const]))
      return [{ ...fresh, id: layer.id, attributes: { ...fresh.attributes, ...Object.fromEntries(common) } }]
    }),
    chosen: id,
  }
}

/** Adds an empty branch to a parallel block. */
export function addBranch(network: DraftNetwork, id: DraftId): Edit {
  return { network: replaced(network, id, (layer) => [{ ...layer, lists: [...layer.lists, listOf([])] }]), chosen: id }
}

/** Takes a branch with its layers out of its block; chosen is then the block. */
export function removeBranch(network: DraftNetwork, id: DraftId, branch: DraftId): Edit {
  return { network: replaced(network, id, (layer) => [{ ...layer, lists: layer.lists.filter((list) => list.id !== branch) }]), chosen: id }
}

/**
 * Multiplies the channels of every layer that sets some by a factor, rounded, at least 1; depthwise convolutions stay depthwise. The last
 * convolution or fully connected layer stays as it is, as it gives a number for each class.
 */
export function scaleChannels(network: DraftNetwork, factor: number): Edit {
  const last = allLayers(network.layers).findLast(({ kind }) => kind === 'linear' || kind === 'conv2d')
  const scaled = (layer: DraftLayer): DraftLayer => {
    const { channels, groups } = layer.attributes
    if (layer === last || typeof channels !== 'number') return layer
    const scaledChannels = Math.max(1, Math.round(channels * factor))
    const isDepthwise = groups === channels && channels > 1
    return { ...layer, attributes: { ...layer.attributes, channels: scaledChannels, ...(isDepthwise && { groups: scaledChannels }) } }
  }
  const next = changed(network, (layers) => {
    const scaledLayers = layers.map(scaled)
    return scaledLayers.every((layer, index) => layer === layers[index]) ? layers : scaledLayers
  })
  return { network: next, chosen: null }
}
