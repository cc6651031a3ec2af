// What normalisation by channel consists of, in whatever layout: its forward pass and its gradients.
import { floatAttribute, type Value } from '../../../onnx/graph'
import { add, div, mul, neg, reshape, scalar, scale, sqrt, zerosLike } from '../../../onnx/operations'
import { inputOf, type BackwardContext, type ForwardContext, type ForwardResult } from '../rule'

type Forward = Pick<ForwardContext, 'g' | 'node' | 'inputs'>
type Backward = Pick<BackwardContext, 'g' | 'node' | 'inputs' | 'saved' | 'gradOutputs' | 'needs'>

export interface Normalization {
  /** @param shares of each image in a mean over the batch, [1, N]; null: mean and variance are given */
  readonly normalize: (context: Forward, shares: Value | null) => ForwardResult
  /**
   * With z = (x - mean) / s, s = sqrt(variance + epsilon), and w the share of an element in the statistics:
   *
   *     dgain = sum(dy z)    dshift = sum(dy)    dx = gain / s (dy - w (dshift + z dgain))
   *
   * With given statistics w is 0, and they have gradients of their own: dmean = -gain / s dshift, dvariance = -gain / (2 s^2) dgain. With those
   * of the batch these two are 0.
   */
  readonly gradients: (context: Backward) => readonly (Value | null)[]
}

/** 1 / sqrt(variance + epsilon). */
export const inverseDeviation = ({ g, node }: Pick<ForwardContext, 'g' | 'node'>, variance: Value): Value =>
  div(g, scalar(g, 1), sqrt(g, add(g, variance, scalar(g, floatAttribute(node, 'epsilon', 1e-5)))))

/** The next running averages of mean and variance, from those of the batch. */
export function nextAverages(context: Forward, mean: Value, variance: Value): ReadonlyMap<number, Value> {
  const { g, node } = context
  const momentum = floatAttribute(node, 'momentum', 0.9)
  const average = (running: Value, current: Value): Value =>
    add(g, scale(g, running, momentum), scale(g, reshape(g, current, running.shape), 1 - momentum))
  return new Map([
    [3, average(inputOf(context, 3), mean)],
    [4, average(inputOf(context, 4), variance)],
  ])
}

/** Numbers by channel that gradients are made of, in the shape that suits the layout. */
export interface ChannelGradients {
  readonly gradGain: Value
  readonly gradShift: Value
  readonly inverse: Value
  readonly factor: Value
  /** Mean and variance are those of the batch, and have no gradients of their own. */
  readonly isByBatch: boolean
}

/** The gradients by all inputs, those by channel as [C]. @param gradX emits the gradient by x */
export function gradientsByInput({ g, inputs, needs }: Pick<Backward, 'g' | 'inputs' | 'needs'>, gradX: () => Value, numbers: ChannelGradients): readonly (Value | null)[] {
  const { gradGain, gradShift, inverse, factor, isByBatch } = numbers
  const channels = [inputs[0]?.shape[1] ?? 0]
  const given = (gradient: () => Value): Value => (isByBatch ? zerosLike(g, factor, channels) : reshape(g, gradient(), channels))
  return [
    needs(0) ? gradX() : null,
    needs(1) ? reshape(g, gradGain, channels) : null,
    needs(2) ? reshape(g, gradShift, channels) : null,
    needs(3) ? given(() => neg(g, mul(g, factor, gradShift))) : null,
    needs(4) ? given(() => scale(g, mul(g, mul(g, factor, inverse), gradGain), -0.5)) : null,
  ]
}
