// Rule of ReLU, whose gradient is a site of plans.
import type { Value } from '../../../onnx/graph'
import { reluOfBlocks } from '../../../onnx/blocked-layout'
import { mul, scalarLike, sign, unitStep } from '../../../onnx/operations'
import { elementCount } from '../../../onnx/tensor'
import { gradOfOutput, outputOf, type Rule } from '../rule'
import { wherePositive } from './elementwise'
import { emitGradientSite, type GradientSite } from './single-site'

/** relu(x): the gradient passes where the output is positive. */
export const relu: Rule = {
  layout: 'alike',
  forward: ({ g, inputs: [x], isOnlyReader }) => (x?.block === undefined || !isOnlyReader(0) ? null : { outputs: [reluOfBlocks(g, x)], saved: [] }),
  backward: (context) => {
    const { g, capabilities, plan } = context
    const [y, grad] = [outputOf(context), gradOfOutput(context)]
    if (capabilities.lacks.includes('Sign')) return [wherePositive(g, y, grad, scalarLike(g, grad, 0))]
    return [y.type === 'float32' ? emitGradientSite(g, plan, reluGradient, { y, grad }) : mul(g, grad, sign(g, y))]
  },
}

interface Operands extends Readonly<Record<string, Value>> {
  readonly y: Value
  readonly grad: Value
}

/** From so many numbers on a step takes less than half of the time of a sign; of a tenth of it both take the same. */
const fewestOfSteps = 2 ** 16

/** The gradient times a factor, 1 where the output is positive and 0 elsewhere. */
const reluGradient: GradientSite<Operands, 'sign' | 'step'> = {
  name: 'relu',
  builtIn: 'sign',
  likelyBest: ({ y }) => (elementCount(y.shape) >= fewestOfSteps ? 'step' : 'sign'),
  ways: {
    sign: { cost: ({ y }) => 110 * elementCount(y.shape), emit: (g, { y, grad }) => mul(g, grad, sign(g, y)) },
    step: { cost: ({ y }) => 30 * elementCount(y.shape), emit: (g, { y, grad }) => mul(g, grad, unitStep(g, y, 0)) },
  },
}
