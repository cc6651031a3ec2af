// Rewrites a convolution of few channels with a pool behind it so that one wider convolution computes all elements of a pool's window.
import { intAttribute, nodeTitle, type Graph, type Node, type Value } from '../../../onnx/graph'
import { GraphBuilder } from '../../../onnx/graph-builder'
import type { Operator } from '../../../onnx/operators'
import { poolWindowOf } from '../../../onnx/shape-inference/pooling'
import { windowOf } from '../../../onnx/shape-inference/window'
import { wayOf, type SitePlan } from '../../autodiff/site'
import { emitByPhases, type Chain } from './chain-by-phases'
import { onlyReaders } from './only-readers'
import { phasesSite } from './phases-site'

/** Element-wise functions that may stand between convolution and pool. */
const activations: ReadonlySet<Operator> = new Set<Operator>(['Sigmoid', 'Tanh', 'Relu', 'LeakyRelu', 'Elu', 'Selu', 'Softplus', 'HardSigmoid', 'HardSwish', 'Gelu', 'Mish'])

/** From this many channels on, a convolution is wide enough without phases. */
const manyChannels = 16

/**
 * Replaces every chain of convolution, activations and pool by the same function and gradients, computed by phases, where the plan says so.
 *
 * The pool's windows are p x p elements that do not overlap. Phase (a, b) of its input holds the elements (p i + a, p j + b): one
 * element of every window. In one dimension, with p = 2 and windows in brackets:
 *
 *     convolution's output   [y0 y1] [y2 y3] [y4 y5]
 *     phase 0                 y0      y2      y4
 *     phase 1                    y1      y3      y5       pool = mean, or maximum, over the phases
 *
 * Phase a of the output is a sum of convolutions of the phases r of the padded input. With y[n] = sum over t of w[t] x[n + t]:
 *
 *     y[p i + a] = sum over r, u of w[p u + r - a] x[p (i + u) + r]       (w is 0 outside the kernel)
 *
 * So all phases of the output are one convolution of all phases of the input, with p^2 times as many channels on both sides and a p-th
 * of the height and width. The example with a kernel of 3 taps; columns are the taps u of the input's phases r:
 *
 *               r=0,u=0  r=0,u=1    r=1,u=0  r=1,u=1
 *     phase 0     w0       w2         w1       0
 *     phase 1     0        w1         w0       w2
 *
 * Polyphase decomposition: P. P. Vaidyanathan, "Multirate digital filters, filter banks, polyphase networks, and applications",
 * Proc. IEEE 78(1), 1990.
 */
export function poolByPhases(graph: Graph, plan: SitePlan): Graph {
  const onlyReader = onlyReaders(graph)
  const chains = new Map(graph.nodes.flatMap((node) => chainOf(node, onlyReader)).filter((chain) => wayOf(plan, phasesSite(chain)) === 'phases').map((chain) => [chain.pool, chain]))
  if (chains.size === 0) return graph
  const replaced = new Set([...chains.values()].flatMap(({ conv, between }) => [conv, ...between]))
  const g = new GraphBuilder(graph.name)
  const values = new Map<string, Value>(graph.inputs.map(({ name, type, shape }) => [name, g.input(name, type, shape)]))
  for (const [name, tensor] of graph.initializers) values.set(name, g.constant(tensor, name))
  const known = (value: Value): Value => values.get(value.name) ?? value
  for (const node of graph.nodes) {
    if (replaced.has(node)) continue
    const chain = chains.get(node)
    const inputs = node.inputs.map((value) => value && known(value))
    const outputs = chain
      ? [g.within({ of: nodeTitle(chain.conv) }, () => emitByPhases(g, chain, known))]
      : g.within(node.origin ?? {}, () => g.nodeWithKnownOutputs(node.operator, inputs, node.attributes, node.outputs, node.name))
    node.outputs.forEach(({ name }, index) => {
      if (outputs[index]) values.set(name, outputs[index])
    })
  }
  return g.build(graph.outputs.map(known))
}

function chainOf(conv: Node, onlyReader: (node: Node) => Node | undefined): Chain[] {
  const [x, w] = conv.inputs
  if (conv.operator !== 'Conv' || !x || !w || x.shape.length !== 4 || (x.shape[1] ?? 0) >= manyChannels) return []
  const between: Node[] = []
  let next = onlyReader(conv)
  while (next && activations.has(next.operator)) {
    between.push(next)
    next = onlyReader(next)
  }
  if (next?.operator !== 'AveragePool' && next?.operator !== 'MaxPool') return []
  const window = windowOf(conv, w.shape.slice(2), x.shape.slice(2))
  const pool = poolWindowOf(next)
  const isPlain = intAttribute(conv, 'group', 1) === 1 && [...window.strides, ...window.dilations].every((size) => size === 1)
  const tilesAll = pool.kernel.every((size, axis) => {
    const positions = conv.outputs[0]?.shape[axis + 2] ?? 0
    return size > 1 && pool.strides[axis] === size && pool.padBegin[axis] === 0 && pool.padEnd[axis] === 0 && positions % size === 0
  })
  return isPlain && tilesAll && next.outputs.length === 1 ? [{ conv, between, pool: next }] : []
}
