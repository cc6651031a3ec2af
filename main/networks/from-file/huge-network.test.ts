// Files of tens of thousands of nodes: read, imported, analysed and compiled without deep recursion, and without looking through all nodes for each node.
import { expect, it } from 'vitest'
import { analyzeNetwork } from '../../analysis/network-analysis'
import { nodeFindings } from '../../analysis/import-report'
import { encodeModel } from '../../onnx/encoding'
import { int, type Node, type Value } from '../../onnx/graph'
import type { Operator } from '../../onnx/operators'
import { readModel } from '../../onnx/reading/read-model'
import { float32, type Tensor } from '../../onnx/tensor'
import { networkFromModel } from './network-from-model'

const length = 10_000

/** A file with a fully connected layer behind a chain of nodes, or with the chain between its weight and the layer. */
function chain(operator: Operator, place: 'data' | 'weight', nameOf: (index: number) => string = (index) => `node_${index}`): Uint8Array {
  const images: Value = { name: 'x', type: 'float32', shape: [1, 4] }
  const weight: Value = { name: 'w', type: 'float32', shape: [4, 4] }
  const nodes: Node[] = []
  let last = place === 'data' ? images : weight
  for (let index = 0; index < length; index++) {
    const output = { ...last, name: `v${index}` }
    nodes.push({ name: nameOf(index), operator, inputs: [last], outputs: [output], attributes: operator === 'Transpose' ? { perm: { type: 'ints', value: [1, 0] } } : {} })
    last = output
  }
  const logits: Value = { name: 'y', type: 'float32', shape: [1, 4] }
  nodes.push({ name: 'fc', operator: 'Gemm', inputs: place === 'data' ? [last, weight] : [images, last], outputs: [logits], attributes: { transB: int(1) } })
  const initializers = new Map<string, Tensor>([['w', float32(Array.from({ length: 16 }, (_, index) => index / 16), [4, 4])]])
  return encodeModel({ name: 'chain', inputs: [images], outputs: [logits], initializers, nodes })
}

it.each<[string, Uint8Array]>([
  ['Identity nodes', chain('Identity', 'data')],
  ['ReLUs', chain('Relu', 'data')],
  ['nodes of one name', chain('Relu', 'data', () => 'same')],
  ['nodes without a name', chain('Relu', 'data', () => '')],
  ['views of a weight', chain('Transpose', 'weight')],
])(`a chain of ${length} %s is taken, and each node is reported`, (_, bytes) => {
  const model = readModel(bytes)
  const taken = networkFromModel(model, 'chain.onnx', [1, 1, 2, 2])
  expect(taken.network.parameters.map(({ name }) => name)).toHaveLength(1)
  expect(nodeFindings(model, taken)).toHaveLength(length + 1)
  expect(analyzeNetwork(taken.network).total.parameters).toBe(16)
})
