// The analysis of a network: its layers with the cost of every pass of a training step, totals, and memory over time.
import { phrase } from '@language/phrase'
import { passNames, plainAnalysis, type AnalysisSettings, type CostTotal, type LayerGroup, type LayerRow, type NetworkAnalysis, type PathStep } from '@contract/models/network-analysis'
import { LabError } from '@contract/problem'
import type { BuiltLayer } from '../networks/build-layers'
import type { Graph, Value } from '../onnx/graph'
import { elementCount } from '../onnx/tensor'
import { computedLayer, layerOutput, type ComputedLayer } from './computed-layer'
import { layersOfGraph } from './layers-of-graph'
import { layerCosts, noCost, type LayerCost } from './layer-costs'
import { memoryTimelines } from './memory-timeline'
import { pathOfGraph } from './path-of-graph'
import { pathOfLayers } from './path-of-layers'
import { outputBytes } from './value-bytes'

/** The parts of a network that its analysis is made from. */
export interface AnalyzedNetwork {
  readonly name: string
  readonly graph: Graph
  readonly images: Value
  readonly parameters: readonly { readonly value: Value }[]
  readonly buffers: readonly { readonly value: Value }[]
  /** The layers that the network was built from; a network of a file has none. */
  readonly layers?: readonly BuiltLayer[]
}

/** The analysis at the batch size of the network's images. @throws LabError `network/uncountable` */
export function analyzeNetwork(network: AnalyzedNetwork, settings = plainAnalysis): NetworkAnalysis {
  const { graph, parameters, layers } = network
  const mainPath = layers ? pathOfLayers(layers) : pathOfGraph(graph, new Set(parameters.map(({ value }) => value.name)))
  const { analysis, uncountable } = analyzeLayers({ ...network, layers: computedLayers(network) }, mainPath, settings)
  if (uncountable) throw new LabError('network/uncountable', phrase('{network}: {layer} {fault}.', { network: network.name, layer: uncountable.name, fault: uncountableWords }), phrase('Use fewer or smaller images.'))
  return analysis
}

/** The layers of a network: of its list, or one for each node of its file. */
export const computedLayers = (network: Pick<AnalyzedNetwork, 'graph' | 'parameters' | 'layers'>): readonly ComputedLayer[] => network.layers?.map(computedLayer) ?? layersOfGraph(network)

/** Largest total cost of a network: numbers are exact up to 2^53, and a few such totals are added up. */
const mostCountable = Number.MAX_SAFE_INTEGER / 16
/** Words for the layer at which the total exceeds {@link mostCountable}. */
export const uncountableWords = phrase('makes the network so large that its cost cannot be counted')

export interface LayeredNetwork extends Pick<AnalyzedNetwork, 'name' | 'images' | 'parameters' | 'buffers'> {
  readonly layers: readonly ComputedLayer[]
}

export interface LayersAnalysis {
  readonly analysis: NetworkAnalysis
  /** The layer at which the total cost becomes too large to be exact: the analysis ends before it. Null: it has all layers. */
  readonly uncountable: ComputedLayer | null
}

/** @param mainPath the steps of the main path without its first, the image */
export function analyzeLayers(network: LayeredNetwork, mainPath: readonly PathStep[], settings: AnalysisSettings): LayersAnalysis {
  const costs = layerCosts(network, settings)
  const uncountable = firstUncountable(costs)
  if (!uncountable) return { analysis: analysisOf(network, costs, mainPath, settings), uncountable }
  const layers = network.layers.slice(0, network.layers.indexOf(uncountable))
  return { analysis: analysisOf(network, layerCosts({ ...network, layers }, settings), mainPath, settings), uncountable }
}

function firstUncountable(costs: readonly LayerCost[]): ComputedLayer | null {
  let total = 0
  for (const { layer, passes } of costs) {
    for (const { flops, bytesRead, bytesWritten } of Object.values(passes)) total += flops + bytesRead + bytesWritten
    if (!(total <= mostCountable)) return layer
  }
  return null
}

function analysisOf({ name, images, buffers }: LayeredNetwork, costs: readonly LayerCost[], mainPath: readonly PathStep[], settings: AnalysisSettings): NetworkAnalysis {
  const producers = new Map(costs.flatMap(({ outputs }, index) => outputs.map(({ name: value }) => [value, index] as const)))
  const rows = costs.map((cost) => layerRow(cost, producers, settings))
  const ofGroup = (group: LayerGroup): CostTotal => totalOf(rows.filter((row) => row.group === group))
  return {
    model: name,
    inputShape: [...images.shape],
    mainPath: [{ name: phrase('image § first step of a network'), shape: images.shape.slice(1) }, ...mainPath],
    rows,
    total: totalOf(rows),
    groups: { convolution: ofGroup('convolution'), fullyConnected: ofGroup('fullyConnected'), other: ofGroup('other') },
    memory: memoryTimelines(costs, images, buffers.reduce((sum, { value }) => sum + elementCount(value.shape), 0), settings),
  }
}

/** @param producers the row that computes each value, by its name; that of the images none */
function layerRow({ layer, inputs, parameters, passes }: LayerCost, producers: ReadonlyMap<string, number>, { precision }: AnalysisSettings): LayerRow {
  return {
    name: layer.name,
    kind: layer.kind,
    path: layer.path?.map((key) => (typeof key === 'number' ? key : String(key))) ?? null,
    operators: layer.nodes.map(({ operator }) => operator),
    group: groupOf(layer, parameters),
    inputs: inputs.map(({ name }) => producers.get(name) ?? null),
    inputShapes: inputs.map(({ shape }) => [...shape]),
    outputShape: [...layerOutput(layer).shape],
    parameters,
    activationBytes: outputBytes(layer.nodes, precision),
    passes,
  }
}

/** A matrix product with a weight is a fully connected layer; a product of two activations is not. */
function groupOf({ nodes }: ComputedLayer, parameters: number): LayerGroup {
  const has = (...operators: readonly string[]): boolean => nodes.some(({ operator }) => operators.includes(operator))
  if (has('Conv', 'ConvTranspose')) return 'convolution'
  return parameters > 0 && has('Gemm', 'MatMul') ? 'fullyConnected' : 'other'
}

function totalOf(rows: readonly LayerRow[]): CostTotal {
  const sum = (pick: (row: LayerRow) => number): number => rows.reduce((total, row) => total + pick(row), 0)
  const passes = { forward: noCost, inputGradient: noCost, weightGradient: noCost, update: noCost }
  for (const pass of passNames) {
    passes[pass] = {
      multiplyAdds: sum((row) => row.passes[pass].multiplyAdds),
      flops: sum((row) => row.passes[pass].flops),
      bytesRead: sum((row) => row.passes[pass].bytesRead),
      bytesWritten: sum((row) => row.passes[pass].bytesWritten),
    }
  }
  return { parameters: sum((row) => row.parameters), activationBytes: sum((row) => row.activationBytes), passes }
}
