// Which algorithm computes each convolution in a compiled training step.
import type { ConvolutionAlgorithm, LayerTimes } from '@contract/benchmark/layer-times'
import { computedLayers, type AnalyzedNetwork } from '../../analysis/network-analysis'
import { intAttribute, type Graph, type Node } from '../../onnx/graph'
import { windowOf } from '../../onnx/shape-inference/window'
import { chooseTransforms } from '../autodiff/rules/fast-convolution/choose'

/**
 * Of each layer with a convolution, in the order of the layers. What the program has a Conv for is computed directly; the transforms of others are those
 * that the rule has chosen by the sizes of images and kernels.
 * @param network as it was compiled, for as many images as a step takes at once
 */
export function convolutionAlgorithms(program: Graph, network: AnalyzedNetwork): LayerTimes['convolutions'] {
  const direct = directConvolutions(program)
  return computedLayers(network).flatMap(({ name, nodes }) =>
    nodes.flatMap((node) => {
      const algorithm = node.operator !== 'Conv' ? null : direct.has(node.name) ? 'direct' : transformOf(node)
      return algorithm === null ? [] : [{ layer: name, algorithm }]
    }),
  )
}

/** Names of the network's nodes that the forward pass computes by a Conv. */
function directConvolutions({ nodes }: Graph): ReadonlySet<string> {
  const found = new Set<string>()
  for (const { operator, origin, attributes } of nodes) {
    if (operator === 'Conv' && origin?.of !== undefined && origin.pass === 'forward') found.add(origin.of)
    for (const attribute of Object.values(attributes)) if (attribute.type === 'graph') for (const name of directConvolutions(attribute.value)) found.add(name)
  }
  return found
}

/** Null: the program computes it nowhere. */
function transformOf(node: Node): ConvolutionAlgorithm | null {
  const [images, kernels] = node.inputs
  if (!images || !kernels) return null
  const convolution = { ...windowOf(node, kernels.shape.slice(2), images.shape.slice(2)), groups: intAttribute(node, 'group', 1) }
  return chooseTransforms(convolution, images.shape, kernels.shape)?.name ?? null
}
