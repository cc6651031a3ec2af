// A network whose graph normalises its images itself, so that a file of it takes values in 0..1 whatever it was trained on.
import { freshNames } from '../../onnx/fresh-names'
import type { Node, Value } from '../../onnx/graph'
import { float32, type Tensor } from '../../onnx/tensor'
import type { Network } from '../network'

/** The network with the normalisation of its input form as the first nodes of its graph; the network itself where there is none. */
export function withNormalization(network: Network): Network {
  const { normalization } = network.inputForm ?? {}
  if (!normalization) return network
  const { images, graph } = network
  const fresh = freshNames(graph)
  const valueLikeImages = (name: string): Value => ({ ...images, name })
  const constants = new Map<string, Tensor>((['mean', 'deviation'] as const).map((part) => [fresh(`normalization.${part}`), float32(normalization[part], [1, normalization[part].length, 1, 1])]))
  const [mean, deviation] = [...constants].map(([name, { type, shape }]): Value => ({ name, type, shape }))
  if (!mean || !deviation) throw new Error('a normalisation has a mean and a deviation')
  const centred = valueLikeImages(fresh('normalization.centred'))
  const normalized = valueLikeImages(fresh('normalization.normalized'))
  const first: readonly Node[] = [
    { name: centred.name, operator: 'Sub', inputs: [images, mean], outputs: [centred], attributes: {} },
    { name: normalized.name, operator: 'Div', inputs: [centred, deviation], outputs: [normalized], attributes: {} },
  ]
  const others = graph.nodes.map((node) => ({ ...node, inputs: node.inputs.map((value) => (value?.name === images.name ? normalized : value)) }))
  return { ...network, graph: { ...graph, initializers: new Map([...graph.initializers, ...constants]), nodes: [...first, ...others] } }
}
