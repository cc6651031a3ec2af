// Which algorithm computes each convolution in a compiled training step.
import type { ConvolutionAlgorithm, LayerTimes } from '@contract/benchmark/layer-times'
import { computedLayers, type AnalyzedNetwork } from '../../analysis/network-analysis'
import { nodeTitle, type Graph, type Node } from '../../onnx/graph'
import type { ComputeOptions } from '../autodiff/rule'
import { convPlaceOf } from '../autodiff/rules/convolution-ways/conv-place'
import { waysByPlan } from '../autodiff/rules/convolution-ways/conv-sites'
import { transformsOf } from '../autodiff/rules/convolution-ways/transformed'
import { isTransform } from '../autodiff/rules/fast-convolution/transforms-by-name'

/**
 * Of each layer with a convolution, in the order of the layers. What the program has a Conv for is computed directly; the transforms of others are those
 * that the rule has chosen by the sizes of images and kernels, or by the plan.
 * @param network as it was compiled, for as many images as a step takes at once
 * @param options of the program
 */
export function convolutionAlgorithms(program: Graph, network: AnalyzedNetwork, options: ComputeOptions): LayerTimes['convolutions'] {
  const direct = directConvolutions(program)
  return computedLayers(network).flatMap(({ name, nodes }) =>
    nodes.flatMap((node) => {
      const algorithm = node.operator !== 'Conv' ? null : direct.has(nodeTitle(node)) ? 'direct' : transformOf(node, options)
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
function transformOf(node: Node, { plan, ...options }: ComputeOptions): ConvolutionAlgorithm | null {
  const [images, kernels] = node.inputs
  if (!images || !kernels) return null
  const place = convPlaceOf(node, images, kernels, { ...options, plan })
  const { forward } = waysByPlan(place, plan)
  return isTransform(forward) ? (transformsOf(forward, place)?.name ?? null) : null
}
