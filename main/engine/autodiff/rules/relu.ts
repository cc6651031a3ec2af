// Rule of ReLU, whose gradient is a site of plans.
import { float, type Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { mul, scalarLike, sign } from '../../../onnx/operations'
import { elementCount, type Shape } from '../../../onnx/tensor'
import { gradOfOutput, outputOf, type Rule } from '../rule'
import { wayOf, type Site } from '../site'
import { wherePositive } from './elementwise'

/** relu(x): the gradient passes where the output is positive, by a factor that is 1 there and 0 elsewhere. */
export const relu: Rule = {
  layout: 'alike',
  backward: (context) => {
    const { g, capabilities, plan } = context
    const [y, grad] = [outputOf(context), gradOfOutput(context)]
    if (capabilities.lacks.includes('Sign')) return [wherePositive(g, y, grad, scalarLike(g, grad, 0))]
    const way = y.type === 'float32' ? wayOf(plan, reluSite(y.shape)) : builtIn
    return [mul(g, grad, factors[way]?.(g, y) ?? sign(g, y))]
  },
}

const builtIn = 'sign'

/** 1 where an output of ReLU is positive, else 0. */
const factors: Readonly<Record<string, (g: GraphBuilder, y: Value) => Value>> = {
  sign,
  // min(1, slope y): ONNX Runtime computes it by all its threads, and a sign by one. The slope brings the smallest normal number above 1.
  step: (g, y) => g.node('HardSigmoid', [y], { alpha: float(3e38), beta: float(0) }),
}

/** Predicted cost of an element, in multiply-adds of a large matrix product. */
const costs: Readonly<Record<string, number>> = { sign: 60, step: 20 }

/** The gradient of ReLU as a site. */
function reluSite(shape: Shape): Site {
  const [images = 1] = shape
  return {
    place: `relu ${shape.join('x')}`,
    pass: 'input gradient',
    ways: Object.keys(factors),
    builtIn,
    cost: (way) => (costs[way] ?? Infinity) * elementCount(shape),
    images,
    resized: (count) => reluSite(shape.with(0, count)),
    probe: (g, ways) => {
      const [y, grad] = [g.input('y', 'float32', shape), g.input('grad', 'float32', shape)]
      return [mul(g, grad, factors[ways.get('input gradient') ?? builtIn]?.(g, y) ?? y)]
    },
  }
}
