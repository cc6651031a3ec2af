// Upgrades of operators whose attributes became inputs in later versions of the operator set.
import { floatAttribute, int, type Attribute } from '../../graph'
import { bool, float32, int64, type Tensor } from '../../tensor'
import { without, type Upgrade } from './rewrite'

/** Moves attributes to inputs of the given positions; those that a node has already as inputs stay. */
const moving =
  (places: Readonly<Record<string, number>>, convert: (attribute: Attribute) => Tensor): Upgrade =>
  (node, { constant }) => {
    const moved = Object.entries(places).filter(([name]) => node.attributes[name])
    if (moved.length === 0) return null
    const inputs = [...node.inputs]
    for (const [name, place] of moved) {
      const attribute = node.attributes[name]
      while (inputs.length <= place) inputs.push('')
      if (attribute && !inputs[place]) inputs[place] = constant(convert(attribute), `${node.outputs[0] ?? node.name}/${name}`)
    }
    return [{ ...node, inputs, attributes: without(node.attributes, ...moved.map(([name]) => name)) }]
  }

const integers = (attribute: Attribute): Tensor => int64(attribute.type === 'ints' ? attribute.value : [])
const number = (attribute: Attribute): Tensor => float32(attribute.type === 'float' ? attribute.value : 0)

/** Opset 12 and before: Squeeze, Unsqueeze, ReduceSum; 17 and before: the other reductions. */
export const axesToInput = moving({ axes: 1 }, integers)

/** Opset 10 and before: bounds as floats; a bound that is left out is none. */
export const clip = moving({ min: 1, max: 2 }, number)

/** Opset 9 and before. */
export const slice = moving({ starts: 1, ends: 2, axes: 3 }, integers)

/** Opset 9 and before: k as an attribute. Elements are sorted even where the file leaves their order open, so that it is the same on all devices. */
export const topK: Upgrade = (node, context) => {
  const upgraded = moving({ k: 1 }, (attribute) => int64([attribute.type === 'int' ? attribute.value : 0]))(node, context)
  return (upgraded ?? [node]).map((stored) => ({ ...stored, attributes: without(stored.attributes, 'sorted') }))
}

/** Opset 10 and before; opset 1 called them paddings. */
export const pad: Upgrade = (node, context) => {
  const upgraded = moving({ pads: 1, paddings: 1 }, integers)(node, context)
  const [first] = upgraded ?? []
  if (!first) return null
  const value = floatAttribute(node, 'value', 0)
  const inputs = value === 0 ? first.inputs : [...first.inputs, context.constant(float32(value), `${node.outputs[0] ?? ''}/value`)]
  return [{ ...first, inputs, attributes: without(first.attributes, 'value') }]
}

/** Sizes as an attribute (opset 12 and before), or as many equal parts as there are outputs (until opset 17). */
export const split: Upgrade = (node, context) => {
  const upgraded = moving({ split: 1 }, integers)(node, context)
  if (upgraded || node.inputs[1] || node.attributes.num_outputs) return upgraded
  return [{ ...node, attributes: { ...node.attributes, num_outputs: int(node.outputs.length) } }]
}

/** The rate as an attribute (opset 11 and before); these nodes do not say whether they train. */
export const dropout: Upgrade = (node, context) => {
  if (context.opset >= 12) return null
  const [ratio, training] = [float32(floatAttribute(node, 'ratio', 0.5)), bool(false)]
  const hint = node.outputs[0] ?? node.name
  const inputs = [node.inputs[0] ?? '', context.constant(ratio, `${hint}/ratio`), context.constant(training, `${hint}/training`)]
  return [{ ...node, inputs, attributes: {} }]
}
