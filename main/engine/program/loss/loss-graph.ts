// A network with its loss behind it, as one graph that can be run or differentiated.
import type { Network } from '../../../networks/network'
import { string, type Graph, type Node, type Value } from '../../../onnx/graph'

export interface LossGraph {
  /** Inputs: `images`, `labels` and the parameters; outputs: logits and losses. */
  readonly graph: Graph
  /** int64 [N]. */
  readonly labels: Value
  /** [N, classes]. */
  readonly logits: Value
  /** Cross-entropy of every image, float32 [N]. */
  readonly losses: Value
}

export function lossGraph({ graph, logits }: Network): LossGraph {
  const [batch = 1] = logits.shape
  const labels: Value = { name: 'labels', type: 'int64', shape: [batch] }
  const losses: Value = { name: 'losses', type: 'float32', shape: [batch] }
  const loss: Node = {
    name: 'cross_entropy',
    operator: 'SoftmaxCrossEntropyLoss',
    inputs: [logits, labels],
    outputs: [losses],
    attributes: { reduction: string('none') },
  }
  const whole = { ...graph, inputs: [...graph.inputs, labels], outputs: [logits, losses], nodes: [...graph.nodes, loss] }
  return { graph: whole, labels, logits, losses }
}
