// Normalisation by the batch as a site of a plan: of images as their shape says, or brought into blocks of channels.
import { elementCount, type Shape } from '../../../onnx/tensor'
import type { Node } from '../../../onnx/graph'
import { inBlocks, plainOf } from '../layout'
import type { Site } from '../site'
import { blockedNormalization } from './blocked-batch-normalization'
import type { Normalization } from './normalization'
import { plainNormalization } from './plain-batch-normalization'

export const normalizations: Readonly<Record<'plain' | 'blocked', Normalization>> = { plain: plainNormalization, blocked: blockedNormalization }

/** Predicted cost of an element, in multiply-adds of a large matrix product. */
const costs: Readonly<Record<string, number>> = { plain: 120, blocked: 60 }

/** @param images [N, C, height, width] that are not in blocks @param block channels in a block */
export function normalizationSite(images: Shape, block: number): Site {
  const [n = 1, channels = 1] = images
  return {
    place: `batch-norm ${images.join('x')}`,
    pass: 'forward and gradient',
    ways: Object.keys(normalizations),
    builtIn: 'plain',
    cost: (way) => (costs[way] ?? Infinity) * elementCount(images),
    images: n,
    resized: (count) => normalizationSite(images.with(0, count), block),
    probe: (g, ways) => {
      const way = ways.get('forward and gradient') === 'blocked' ? 'blocked' : 'plain'
      const given = g.input('x', 'float32', images)
      const byChannel = ['gain', 'shift', 'mean', 'variance'].map((name) => g.input(name, 'float32', [channels]))
      const inputs = [way === 'blocked' ? inBlocks(g, given, block) : given, ...byChannel]
      const { normalize, gradients } = normalizations[way]
      const { outputs, saved } = normalize({ g, node, inputs }, g.input('shares', 'float32', [1, n]))
      const byInput = gradients({ g, node, inputs, saved, gradOutputs: [g.input('grad', 'float32', images)], needs: (input) => input < 3 })
      return [...outputs, ...byInput].flatMap((value) => (value ? [plainOf(g, value)] : []))
    },
  }
}

const node: Node = { name: 'normalisation', operator: 'BatchNormalization', inputs: [], outputs: [], attributes: {} }
