// Rules of Conv and ConvTranspose, in any number of dimensions and groups: gradients by input, kernel and bias.
import { intAttribute, type Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { add, reduceSum, reshape, slice } from '../../../onnx/operations'
import { transposedWindowOf, windowOf } from '../../../onnx/shape-inference/window'
import type { Shape } from '../../../onnx/tensor'
import { gradOfOutput, inputOf, type BackwardContext, type ForwardContext, type Rule } from '../rule'
import { convolve, type Convolution } from './convolution'
import { convInputGradient } from './conv-input-gradient'
import { convKernelGradient } from './conv-kernel-gradient'
import { chooseTransforms } from './fast-convolution/choose'
import { gradientByImages, gradientByKernels, gradientCoefficients, transformedConvolution } from './fast-convolution/transformed-convolution'

/** Direct, or by a fast algorithm where its predicted cost is lower; the latter saves the coefficients of images and kernels. */
export const conv: Rule = {
  forward: (context) => {
    const { g, inputs, training } = context
    const [x, w, bias] = [inputOf(context, 0), inputOf(context, 1), inputs[2] ?? null]
    const transforms = training.fastConvolutions ? chooseTransforms(convolutionOf(context), x.shape, w.shape) : null
    if (!transforms) return null
    const { output, images, kernels } = transformedConvolution(g, x, w, transforms)
    const shifted = bias ? add(g, output, reshape(g, bias, [...bias.shape, 1, 1])) : output
    return { outputs: [shifted], saved: [images, kernels] }
  },
  backward: (context) => {
    const { g, needs, inputs, saved, capabilities } = context
    const [x, w, gradY] = [inputOf(context, 0), inputOf(context, 1), gradOfOutput(context)]
    const gradBias = inputs[2] && needs(2) ? sumByChannel(g, gradY) : null
    const convolution = convolutionOf(context)
    const [images, kernels] = saved
    const transforms = images && kernels ? chooseTransforms(convolution, x.shape, w.shape) : null
    if (!transforms || !images || !kernels) {
      return [
        needs(0) ? convInputGradient(g, w, gradY, x.shape, convolution) : null,
        needs(1) ? convKernelGradient(g, x, gradY, convolution, capabilities) : null,
        gradBias,
      ]
    }
    const gradient = gradientCoefficients(g, gradY, transforms)
    return [
      needs(0) ? gradientByImages(g, gradient, { images, kernels }, transforms) : null,
      needs(1) ? gradientByKernels(g, gradient, { images, kernels }, transforms) : null,
      gradBias,
    ]
  },
}

function convolutionOf(context: ForwardContext | BackwardContext): Convolution {
  const { node } = context
  const [x, w] = [inputOf(context, 0), inputOf(context, 1)]
  return { ...windowOf(node, w.shape.slice(2), x.shape.slice(2)), groups: intAttribute(node, 'group', 1) }
}

/**
 * A transposed convolution is the gradient of a convolution C by its input. So its gradient by its input is C applied to the output's gradient,
 * and its gradient by its kernel is C's kernel gradient with input and output gradient exchanged.
 */
export const convTranspose: Rule = {
  backward: (context) => {
    const { g, node, needs, inputs, capabilities } = context
    const [x, w, gradY] = [inputOf(context, 0), inputOf(context, 1), gradOfOutput(context)]
    const { window } = transposedWindowOf(node, w.shape.slice(2), x.shape.slice(2))
    const convolution: Convolution = { ...window, groups: intAttribute(node, 'group', 1) }
    return [
      needs(0) ? cropped(g, convolve(g, gradY, w, convolution), x.shape) : null,
      needs(1) ? convKernelGradient(g, gradY, x, convolution, capabilities) : null,
      inputs[2] && needs(2) ? sumByChannel(g, gradY) : null,
    ]
  },
}

/** Bias: [N, C, spatial...] -> [C]. */
function sumByChannel(g: GraphBuilder, grad: Value): Value {
  const axes = grad.shape.map((_, axis) => axis)
  return reduceSum(
    g,
    grad,
    axes.filter((axis) => axis !== 1),
  )
}

/** Cuts off the windows that have no input element: output padding may leave room for them. */
function cropped(g: GraphBuilder, x: Value, shape: Shape): Value {
  const ranges = shape.flatMap((size, axis) => (x.shape[axis] === size ? [] : [{ axis, start: 0, end: size }]))
  return ranges.length > 0 ? slice(g, x, ranges) : x
}
