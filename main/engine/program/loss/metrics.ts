// Loss and accuracy of a batch, as graph pieces that training and evaluation share.
import type { Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { add, argMax, cast, equal, greater, mul, reduceMax, reduceMin, reduceSum, reshape, scalar, sub, where } from '../../../onnx/operations'
import { float32 } from '../../../onnx/tensor'
import type { MixedLabels } from './mixed-labels'

/** Sum of losses weighted by image: with weights 1/n the mean over n images; weight 0 leaves an image out. */
export function weightedLoss(g: GraphBuilder, losses: Value, weights: Value): Value {
  return reduceSum(g, mul(g, losses, weights), [0])
}

/** 1 for each image of positive weight, 0 for those that fill up a batch: float32 [N]. */
export function imageMask(g: GraphBuilder, weights: Value): Value {
  return cast(g, greater(g, weights, scalar(g, 0)), 'float32')
}

/** The class of the largest logit, of equal ones the first: [N], in the type that labels have. */
function answers(g: GraphBuilder, logits: Value, type: Value['type']): Value {
  if (type === 'int64') return argMax(g, logits, 1)
  const [n = 0, classes = 0] = logits.shape
  const numbers = g.constant(float32(Array.from({ length: classes }, (_, index) => index)))
  const largest = equal(g, logits, reshape(g, reduceMax(g, logits, [1]), [n, 1]))
  return reduceMin(g, where(g, largest, numbers, scalar(g, classes)), [1])
}

/**
 * How many images of positive weight have their label as the largest logit; float32 scalar.
 * @param mixed for images that are mixed of two: an answer counts by the share of the label that it hits
 */
export function correctCount(g: GraphBuilder, logits: Value, labels: Value, weights: Value, mixed: MixedLabels | null = null): Value {
  const found = answers(g, logits, labels.type)
  const hits = (wanted: Value): Value => cast(g, equal(g, found, wanted), 'float32')
  const hit = mixed ? blend(g, hits(labels), hits(mixed.labels), mixed.shares) : hits(labels)
  return reduceSum(g, mul(g, hit, imageMask(g, weights)), [0])
}

const blend = (g: GraphBuilder, own: Value, other: Value, share: Value): Value => add(g, other, mul(g, share, sub(g, own, other)))
