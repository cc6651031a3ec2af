// Label smoothing: the loss of targets of which a share is spread evenly over all classes.
// C. Szegedy et al., "Rethinking the Inception Architecture for Computer Vision", CVPR 2016, section 7, as PyTorch's cross_entropy has it.
import type { Graph, Value } from '../../../onnx/graph'
import { GraphBuilder } from '../../../onnx/graph-builder'
import { add, logSoftmax, neg, reduceMean, scale } from '../../../onnx/operations'

/**
 * A graph from `logits` [N, classes] and the cross-entropies of the labels, `losses` [N], to the smoothed losses [N]:
 * (1 - share) loss + share times the mean of the cross-entropies of all classes.
 */
export function smoothingGraph(logits: Value, losses: Value, share: number): Graph {
  const g = new GraphBuilder('label_smoothing')
  const [scores, ofLabel] = [g.input('logits', logits.type, logits.shape), g.input('losses', losses.type, losses.shape)]
  const ofAll = neg(g, reduceMean(g, logSoftmax(g, scores, 1), [1]))
  return g.build([add(g, scale(g, ofLabel, 1 - share), scale(g, ofAll, share))])
}
