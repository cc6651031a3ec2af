// Rule of LRN, local response normalisation across channels.
// A. Krizhevsky, I. Sutskever, G. Hinton, "ImageNet Classification with Deep Convolutional Neural Networks", NIPS 2012, section 3.3.
import { gradOfOutput, inputOf, outputOf, type Rule } from '../rule'
import { chosenWay, wayOf } from '../site'
import { lrnSite, lrnWay } from './lrn-site'

/** Both passes take one way; formulas as in `lrn-site.ts`. */
export const localResponseNormalization: Rule = {
  forward: (context) => {
    const { g, node, training } = context
    const x = inputOf(context, 0)
    const { y, s, power } = lrnWay(wayOf(training.plan, lrnSite(x, node))).normalize(g, x, node)
    return { outputs: [y], saved: [s, power] }
  },
  backward: (context) => {
    const { g, node, saved: [s, power], plan } = context
    if (!s || !power) throw new Error(`${node.name} has kept no scale`)
    const x = inputOf(context, 0)
    return [lrnWay(chosenWay(plan, lrnSite(x, node))).gradient(g, { x, y: outputOf(context), s, power, grad: gradOfOutput(context) }, node)]
  },
}
