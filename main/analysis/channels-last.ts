// Which values of a graph hold images with the channels last: networks from some programs transpose images before and behind convolutions.
import { firstOutput, intsAttribute, type Graph } from '../onnx/graph'
import type { GraphLinks } from './graph-links'

/** The order of axes that moves the channels of [N, C, H, W] to the end. */
const toLast = '0,2,3,1'

/**
 * Names of the values of shape [N, H, W, C] in a graph whose images are [N, C, H, W]: those behind a transposition of images, up to the one that undoes it.
 * ONNX's convolutions, poolings and normalisations take the channels first, and so never read them.
 */
export function channelsLast({ nodes }: Graph, links: GraphLinks): ReadonlySet<string> {
  const names = new Set<string>()
  for (const node of nodes) {
    const inputs = links.dataInputs(node)
    if (inputs.length === 0 || firstOutput(node).shape.length !== 4 || node.operator === 'Reshape') continue
    const wasLast = inputs.some(({ name }) => names.has(name))
    const isLast = node.operator === 'Transpose' ? !wasLast && intsAttribute(node, 'perm', []).join() === toLast : wasLast
    if (isLast) for (const { name } of node.outputs) names.add(name)
  }
  return names
}
