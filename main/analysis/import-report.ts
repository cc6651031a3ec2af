// What the lab makes of an ONNX file, node by node: the layers that it recognises, what it leaves out, and what it refuses.
import { phrase } from '@language/phrase'
import type { NodeFinding } from '@contract/models/network-file'
import { layerKinds, type LayerKind } from '@contract/models/layers/layer'
import type { FileNetwork } from '../networks/from-file/network-from-model'
import { fileValueName, ownName } from '../networks/file-names'
import type { Network } from '../networks/network'
import { nodeTitle } from '../onnx/graph'
import { NodesRefused } from '../onnx/importing/import-graph'
import { labelOf, type StoredModel, type StoredNode } from '../onnx/stored-model'
import { layersOfGraph } from './layers-of-graph'

/** Every node of a file whose network the engine can take, in the order of the file. */
export function nodeFindings({ graph: { nodes } }: StoredModel, { network, softmax }: FileNetwork): NodeFinding[] {
  const computed = computedValues(network)
  const left = new Set(softmax)
  return nodes.map((stored) => {
    const place = placeOf(stored)
    if (left.has(place.node)) return { ...place, outcome: 'left-out', layer: null, why: phrase('the loss has a softmax of its own') }
    const part = stored.outputs.map((name) => computed.get(fileValueName(name))).find((found) => found !== undefined)
    if (!part) return { ...place, outcome: 'left-out', layer: null, why: phrase('its result is known beforehand or is not needed') }
    const { kind, layer, isMain } = part
    if (!isLayerKind(kind)) return { ...place, outcome: 'operator', layer: null, why: '' }
    return isMain ? { ...place, outcome: 'layer', layer: kind, why: '' } : { ...place, outcome: 'operator', layer: null, why: phrase('it belongs to {layer}', { layer }) }
  })
}

/** What a value is computed for. */
interface LayerPart {
  readonly kind: string
  readonly layer: string
  /** Whether the layer has its name from the node; others are its bias, say, or transpose its weight. */
  readonly isMain: boolean
}

/** The values that the nodes of a network compute, by name. */
function computedValues(network: Network): ReadonlyMap<string, LayerPart> {
  const alone = network.graph.nodes.map((node) => [node, { kind: node.operator, layer: nodeTitle(node), isMain: true }] as const)
  const inLayers = layersOfGraph(network).flatMap(({ kind, name: layer, nodes }) => nodes.map((node) => [node, { kind, layer, isMain: nodeTitle(node) === layer }] as const))
  return new Map([...alone, ...inLayers].flatMap(([{ outputs }, part]) => outputs.map(({ name }) => [name, part] as const)))
}

const isLayerKind = (kind: string): kind is LayerKind => layerKinds.some((known) => known === kind)

/** The nodes that an error refuses; none where it is about something else of the file. */
export function refusedFindings(error: Error): NodeFinding[] {
  if (!(error instanceof NodesRefused)) return []
  return error.nodes.map(({ node, error: { what } }) => ({ ...placeOf(node), outcome: 'refused', layer: null, why: withoutPlace(what, labelOf(node)) }))
}

/** What is wrong with a node, for a list that names it beside. */
function withoutPlace(what: string, label: string): string {
  return what.startsWith(label) ? what.slice(label.length).replace(/^:?\s+/, '') : what
}

const placeOf = ({ name, operator, outputs }: StoredNode): Pick<NodeFinding, 'node' | 'operator'> => ({ node: name || (outputs[0] ?? ''), operator })

/** Names of the float32 tensors of a file that stay as they are: constants of a formula. */
export function fixedTensors({ graph }: Network): string[] {
  return [...graph.initializers].filter(([, { type }]) => type === 'float32').map(([name]) => ownName(name))
}
