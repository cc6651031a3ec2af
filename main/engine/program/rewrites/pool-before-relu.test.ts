// The exchange of ReLU and max-pool: where it happens, and that nothing else changes.
import { expect, it } from 'vitest'
import { buildNetwork } from '../../../networks/zoo/zoo'
import { GraphBuilder } from '../../../onnx/graph-builder'
import { add } from '../../../onnx/operations'
import { ints, type Graph } from '../../../onnx/graph'
import { poolBeforeRelu } from './pool-before-relu'

const order = (graph: Graph): string[] => graph.nodes.map(({ operator }) => operator)

it('moves the three pools of AlexNet before their ReLUs, and keeps shapes and reading order', () => {
  const { graph } = buildNetwork('alexnet', [2, 1, 224, 224], { classes: 10, dropout: 0 })
  const exchanged = poolBeforeRelu(graph)
  expect(order(exchanged).slice(0, 6)).toEqual(['Conv', 'MaxPool', 'Relu', 'Conv', 'MaxPool', 'Relu'])
  const known = new Set([...graph.inputs.map(({ name }) => name), ...graph.initializers.keys()])
  for (const node of exchanged.nodes) {
    for (const input of node.inputs) if (input) expect(known, node.name).toContain(input.name)
    for (const output of node.outputs) known.add(output.name)
  }
  expect(exchanged.nodes[2]?.outputs[0]).toEqual(graph.nodes[2]?.outputs[0])
  expect(exchanged.nodes[1]?.outputs[0]?.shape).toEqual([2, 96, 26, 26])
})

it('leaves a ReLU alone that something else reads', () => {
  const g = new GraphBuilder('shared')
  const x = g.input('x', 'float32', [1, 1, 4, 4])
  const activated = g.node('Relu', [x])
  const pooled = g.node('MaxPool', [activated], { kernel_shape: ints([1, 1]) })
  const graph = g.build([add(g, activated, pooled)])
  expect(order(poolBeforeRelu(graph))).toEqual(['Relu', 'MaxPool', 'Add'])
})
