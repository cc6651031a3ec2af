// Names of a file's values and nodes inside the lab: a space of their own, so that none is ever the name that a program has for something else.
import type { Graph, Value } from '../onnx/graph'
import { pruned } from '../onnx/pruning'
import type { Network, StateValues } from './network'

/** A value's name in the space. It ends in a mark, too, so that what a program derives from it, as `NAME.float16`, lies outside. */
const inside = /file:(.*):$/s

/** The name that a value of a file has in the lab. */
export const fileValueName = (own: string): string => `file:${own}:`

/**
 * The name of a value, or of what an optimizer keeps for it (`momentum.NAME`), as the user of the file knows it: without the marks of the space. Names
 * of networks that come from no file stay as they are.
 */
export const ownName = (name: string): string => name.replace(inside, '$1')

/** The network of a file as the lab computes it: with the logits as its only output, and all names in the space. Nodes keep their own names as origin. */
export function inFileSpace(network: Network): Network {
  const { graph, images, logits, parameters, buffers, given } = network
  return {
    ...network,
    graph: graphInFileSpace(pruned({ ...graph, outputs: [logits] })),
    images: valueInFileSpace(images),
    logits: valueInFileSpace(logits),
    parameters: parameters.map((parameter) => ({ ...parameter, name: fileValueName(parameter.name), value: valueInFileSpace(parameter.value) })),
    buffers: buffers.map((buffer) => ({ ...buffer, name: fileValueName(buffer.name), value: valueInFileSpace(buffer.value) })),
    ...(given && { given: valuesInFileSpace(given) }),
    inFile: network,
  }
}

/** Values of parameters and buffers under their names in the space. */
export const valuesInFileSpace = (values: StateValues): StateValues => new Map([...values].map(([name, data]) => [fileValueName(name), data]))

/** Values of parameters and buffers under their own names. */
export const ownValues = (values: StateValues): StateValues => new Map([...values].map(([name, data]) => [ownName(name), data]))

const valueInFileSpace = (value: Value): Value => ({ ...value, name: fileValueName(value.name) })

function graphInFileSpace(graph: Graph): Graph {
  return {
    ...graph,
    inputs: graph.inputs.map(valueInFileSpace),
    outputs: graph.outputs.map(valueInFileSpace),
    initializers: new Map([...graph.initializers].map(([name, tensor]) => [fileValueName(name), tensor])),
    nodes: graph.nodes.map((node) => ({
      ...node,
      name: `node:${node.name}`,
      inputs: node.inputs.map((value) => value && valueInFileSpace(value)),
      outputs: node.outputs.map(valueInFileSpace),
      origin: { of: node.name },
    })),
  }
}

/** The network as it leaves the lab: one from a file with all outputs and names of that file. */
export function asInFile(network: Network): Network {
  const { inFile, inputForm } = network
  return inFile ? { ...inFile, ...(inputForm && { inputForm }) } : network
}
