// The loss of images that are mixed of two: each label's loss counts by its image's share.
// H. Zhang et al., "mixup: Beyond Empirical Risk Minimization", ICLR 2018, in the form of the authors' code (mixup_criterion).
import type { LossName } from '@contract/training/loss'
import type { Graph, Value } from '../../../onnx/graph'
import { GraphBuilder } from '../../../onnx/graph-builder'
import { add, mul, sub } from '../../../onnx/operations'
import { lossOrigin, lossPiece } from './loss-graph'

/** The second half of the images of a batch, in the program. */
export interface MixedLabels {
  /** Labels of the partners, [N]. */
  readonly labels: Value
  /** Share of each image's own label, float32 [N]. */
  readonly shares: Value
}

/** Inputs of {@link mixedLossGraph} that are not named after the network's values. */
export const mixedLossInputs = { labels: 'partner_labels', losses: 'own_losses', shares: 'shares' } as const

/**
 * A graph from `logits` [N, classes], the partners' labels, the losses of the own labels and the shares to the losses of the mixed images [N]: share * own + (1 - share) * partner's.
 * @param losses of the own labels
 */
export function mixedLossGraph(loss: LossName, logits: Value, losses: Value, mixed: MixedLabels): Graph {
  const labels: Value = { ...mixed.labels, name: mixedLossInputs.labels }
  const piece = lossPiece(loss, logits, labels)
  const g = new GraphBuilder('mixed_labels')
  const [own, partners] = [g.input(mixedLossInputs.losses, losses.type, losses.shape), g.input(piece.losses.name, piece.losses.type, piece.losses.shape)]
  const shares = g.input(mixedLossInputs.shares, mixed.shares.type, mixed.shares.shape)
  const blend = g.build([add(g, partners, mul(g, shares, sub(g, own, partners)))])
  const nodes = [...piece.nodes, ...blend.nodes].map((node) => ({ ...node, origin: { of: lossOrigin } }))
  return { ...blend, inputs: [logits, labels, own, shares], nodes, initializers: new Map([...piece.initializers, ...blend.initializers]) }
}
