// A network with its loss behind it, as one graph that can be run or differentiated.
import type { LossName } from '@contract/training/loss'
import type { Network } from '../../../networks/network'
import { string, type Graph, type Node, type Value } from '../../../onnx/graph'
import { squaredHingeGraph } from './squared-hinge'

/** What the nodes of the loss are there for, see `NodeOrigin`. */
export const lossOrigin = 'loss'

export interface LossGraph {
  /** Inputs: `images`, `labels` and the parameters; outputs: logits and losses. */
  readonly graph: Graph
  /** int64 [N]. */
  readonly labels: Value
  /** [N, classes]. */
  readonly logits: Value
  /** Loss of every image, float32 [N]. */
  readonly losses: Value
}

export function lossGraph({ graph, logits }: Network, loss: LossName = 'cross-entropy'): LossGraph {
  const [batch = 1] = logits.shape
  const labels: Value = { name: 'labels', type: 'int64', shape: [batch] }
  const { nodes, initializers, losses } = lossPiece(loss, logits, labels)
  const whole = {
    ...graph,
    inputs: [...graph.inputs, labels],
    outputs: [logits, losses],
    initializers: new Map([...graph.initializers, ...initializers]),
    nodes: [...graph.nodes, ...nodes.map((node) => ({ ...node, origin: { of: lossOrigin } }))],
  }
  return { graph: whole, labels, logits, losses }
}

/** The nodes from logits and labels to the losses of the images. */
export const lossPiece = (loss: LossName, logits: Value, labels: Value): LossPiece => pieces[loss](logits, labels)

type LossPiece = Pick<Graph, 'nodes' | 'initializers'> & { readonly losses: Value }

const pieces: Readonly<Record<LossName, (logits: Value, labels: Value) => LossPiece>> = {
  'cross-entropy': (logits, labels) => {
    const losses: Value = { name: 'losses', type: 'float32', shape: labels.shape }
    const node: Node = {
      name: 'cross_entropy',
      operator: 'SoftmaxCrossEntropyLoss',
      inputs: [logits, labels],
      outputs: [losses],
      attributes: { reduction: string('none') },
    }
    return { nodes: [node], initializers: new Map(), losses }
  },
  'squared-hinge': (logits, labels) => {
    const { nodes, initializers, outputs } = squaredHingeGraph(logits, labels)
    const [losses] = outputs
    if (!losses) throw new Error('the graph of the squared hinge has no output')
    return { nodes, initializers, losses }
  },
}
