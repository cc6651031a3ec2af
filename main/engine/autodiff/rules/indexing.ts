// Rules of operators that read or write elements at computed places: GatherElements, ScatterElements and TopK. Indices are integers, without a gradient.
import { intAttribute, stringAttribute } from '../../../onnx/graph'
import { gatherElements, scatterElements, zerosLike } from '../../../onnx/operations'
import { gradOfOutput, inputOf, type Rule } from '../rule'

/** Every element gets the gradients of all its copies. */
export const gatheringElements: Rule = {
  backward: (context) => {
    const { g, node } = context
    const grad = gradOfOutput(context)
    return [scatterElements(g, zerosLike(g, grad, inputOf(context, 0).shape), inputOf(context, 1), grad, intAttribute(node, 'axis', 0), 'add')]
  },
}

/** An update gets the gradient at its place. So do the data where updates are added to them; data that are replaced get none. */
export const scatteringElements: Rule = {
  backward: (context) => {
    const { g, node, needs } = context
    const [indices, { shape }, grad] = [inputOf(context, 1), inputOf(context, 2), gradOfOutput(context)]
    const axis = intAttribute(node, 'axis', 0)
    const adds = stringAttribute(node, 'reduction', 'none') === 'add'
    return [
      needs(0) ? (adds ? grad : scatterElements(g, grad, indices, zerosLike(g, grad, shape), axis)) : null,
      null,
      needs(2) ? gatherElements(g, grad, indices, axis) : null,
    ]
  },
}

/** TopK: the gradients of the largest elements go back to their places, which are all different. */
export const largestElements: Rule = {
  forward: ({ g, node, inputs }) => {
    const outputs = g.nodeWithOutputs('TopK', inputs, node.attributes, { name: node.name, outputs: 2 })
    return { outputs: outputs.slice(0, node.outputs.length), saved: outputs.slice(1) }
  },
  backward: (context) => {
    const { g, node, saved } = context
    const [places] = saved
    if (!places) throw new Error(`${node.name} has kept no indices`)
    const grad = gradOfOutput(context)
    return [scatterElements(g, zerosLike(g, grad, inputOf(context, 0).shape), places, grad, intAttribute(node, 'axis', -1))]
  },
}
