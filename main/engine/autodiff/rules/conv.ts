// Rules of Conv and ConvTranspose, in any number of dimensions and groups: gradients by input, kernel and bias. A plan says how each pass is computed.
import { intAttribute } from '../../../onnx/graph'
import { transposedWindowOf } from '../../../onnx/shape-inference/window'
import { gradOfOutput, inputOf, type Rule } from '../rule'
import { SharedValues } from '../shared-values'
import { wayOf } from '../site'
import { sumByChannel } from './by-channel'
import { convolve, croppedTo, type Convolution } from './convolution'
import { convPlaceOf } from './convolution-ways/conv-place'
import { convSite, emitPass, emitPlanned, waysByPlan } from './convolution-ways/conv-sites'

/** The passes share what each would compute for itself, as coefficients of transforms. */
export const conv: Rule = {
  layout: 'any',
  forward: (context) => {
    const { g, node, inputs, training } = context
    const [x, w, bias] = [inputOf(context, 0), inputOf(context, 1), inputs[2] ?? null]
    const place = convPlaceOf(node, x, w, training)
    if (wayOf(training.plan, convSite(place, 'forward')) === 'direct') return null
    const shared = new SharedValues()
    const output = emitPass('forward', { g, place, ways: waysByPlan(place, training.plan), shared }, { x, w, bias })
    return { outputs: [output], saved: [], shared }
  },
  backward: (context) => {
    const { g, node, needs, inputs, plan, shared = new SharedValues() } = context
    const [x, w, gradY] = [inputOf(context, 0), inputOf(context, 1), gradOfOutput(context)]
    const gradBias = inputs[2] && needs(2) ? sumByChannel(g, gradY) : null
    const emission = { g, place: convPlaceOf(node, x, w, context), shared, plan }
    return [
      needs(0) ? emitPlanned('input gradient', emission, { w, gradY }) : null,
      needs(1) ? emitPlanned('kernel gradient', emission, { x, gradY }) : null,
      gradBias,
    ]
  },
}

/**
 * A transposed convolution is the gradient of a convolution C by its input. So its gradient by its input is C applied to the output's gradient,
 * and its gradient by its kernel is C's kernel gradient with input and output gradient exchanged.
 */
export const convTranspose: Rule = {
  backward: (context) => {
    const { g, node, needs, inputs, plan, capabilities } = context
    const [x, w, gradY] = [inputOf(context, 0), inputOf(context, 1), gradOfOutput(context)]
    const { window } = transposedWindowOf(node, w.shape.slice(2), x.shape.slice(2))
    const convolution: Convolution = { ...window, groups: intAttribute(node, 'group', 1) }
    const place = { convolution, images: gradY.shape, kernels: w.shape, output: x.shape, type: x.type, capabilities, fast: false, block: null }
    return [
      needs(0) ? croppedTo(g, convolve(g, gradY, w, convolution), x.shape) : null,
      needs(1) ? emitPlanned('kernel gradient', { g, place, shared: new SharedValues(), plan }, { x: gradY, gradY: x }) : null,
      inputs[2] && needs(2) ? sumByChannel(g, gradY) : null,
    ]
  },
}
