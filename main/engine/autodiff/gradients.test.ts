// The backward pass: what adds up, what costs nothing, where it ends, and who gets the gradient when elements are equal.
import { describe, expect, it } from 'vitest'
import { deviceNames, type DeviceName } from '@contract/devices/devices'
import { LabError } from '@contract/problem'
import { builtInPlan } from '@contract/training/plan'
import { buildNetwork } from '../../networks/zoo/zoo'
import { encodeModel } from '../../onnx/encoding'
import { int, ints, string, type Graph, type Value } from '../../onnx/graph'
import { GraphBuilder } from '../../onnx/graph-builder'
import { add, argMax, cast, gather, gemm, greater, matMul, mul, scalar } from '../../onnx/operations'
import { elementCount, float32, int64, type Shape } from '../../onnx/tensor'
import { capabilitiesOf } from '../capabilities'
import { feed, Session } from '../runtime/session'
import { emitGradients } from './gradients'
import type { TrainingContext } from './rule'
import { recordForward } from './tape'

const noTraining: Omit<TrainingContext, 'capabilities'> = {
  dropoutMask: () => {
    throw new Error('these networks drop nothing')
  },
  imageMask: () => {
    throw new Error('these networks have no statistics')
  },
  normalizesByBatch: () => false,
  fastConvolutions: false,
  plan: builtInPlan,
}

const ones = (g: GraphBuilder, shape: Shape): Value => g.constant(float32(new Float32Array(elementCount(shape)).fill(1), shape))

/** Forward and backward pass of a graph, from ones at its output to the inputs that are asked for. */
function program(graph: Graph, wrt: readonly string[], device: DeviceName = 'cpu'): Graph {
  const g = new GraphBuilder('gradients')
  const bindings = new Map(graph.inputs.map((value) => [value.name, g.input(value.name, value.type, value.shape)]))
  const variables = wrt.flatMap((name) => bindings.get(name) ?? [])
  const training = { ...noTraining, capabilities: capabilitiesOf[device] }
  const tape = recordForward(g, graph, bindings, training)
  const outputs = graph.outputs.flatMap(({ name }) => bindings.get(name) ?? [])
  const gradients = emitGradients(g, tape, new Map(outputs.map(({ name, shape }) => [name, ones(g, shape)])), variables, training)
  return g.build(variables.map(({ name }) => g.node('Identity', [gradients.get(name) ?? null], {}, { name: `grad_${name}` })))
}

/** Gradients of the sum of a graph's output by all of its inputs. */
async function gradientsOf(
  shapes: readonly Shape[],
  values: readonly (readonly number[])[],
  build: (g: GraphBuilder, ...inputs: Value[]) => Value,
  device: DeviceName = 'cpu',
) {
  const g = new GraphBuilder('network')
  const inputs = shapes.map((shape, index) => g.input(`x${index}`, 'float32', shape))
  const names = inputs.map(({ name }) => name)
  const session = await Session.open(encodeModel(program(g.build([build(g, ...inputs)]), names, device)), { threads: 1 })
  const feeds = inputs.map(({ name, shape }, index) => [name, feed('float32', Float32Array.from(values[index] ?? []), shape)] as const)
  const outputs = await session.run(Object.fromEntries(feeds), names.map((name) => `grad_${name}`))
  await session.close()
  return names.map((name) => [...outputs.floats(`grad_${name}`)])
}

it('is zero through what varies in steps', async () => {
  const [byX] = await gradientsOf([[3]], [[-2, 0.4, 7]], (g, x) => add(g, mul(g, x, x), g.node('Floor', [x])))
  expect(byX).toEqual([-4, 0.8, 14].map(Math.fround))
})

const operatorsOf = ({ nodes }: Graph): string[] => nodes.map(({ operator }) => operator).filter((operator) => operator !== 'Identity')

it('of a product is the product of the other factors, even where factors are zero', async () => {
  const rows = [2, 3, 5, 0, 3, 5, 0, 3, 0]
  const [byX] = await gradientsOf([[3, 3]], [rows], (g, x) => g.node('ReduceProd', [x, g.constant(int64([1]))]))
  expect(byX).toEqual([15, 10, 6, 15, 0, 0, 0, 0, 0])
})

describe('gradients', () => {
  it('add up where a value is read more than once', async () => {
    const [grad] = await gradientsOf([[3]], [[1, 2, -3]], (g, x) => add(g, mul(g, x, x), x))
    expect(grad).toEqual([3, 5, -5])
  })

  it('add up where a parameter is used in two layers', async () => {
    const [, grad] = await gradientsOf([[1, 1], [1, 1]], [[3], [5]], (g, x, w) => gemm(g, gemm(g, x, w), w))
    expect(grad).toEqual([2 * 3 * 5])
  })

  it('add up over a residual connection', async () => {
    const layer = (g: GraphBuilder, x: Value, w: Value): Value => add(g, g.node('Relu', [matMul(g, x, w)]), x)
    const [gradX, gradW] = await gradientsOf([[1, 2], [2, 2]], [[1, -1], [1, 2, 3, 4]], layer)
    // x w = (-2, -2): nothing passes the layer, the connection passes all.
    expect(gradX).toEqual([1, 1])
    expect(gradW).toEqual([0, 0, 0, 0])
  })

  it('of frozen parameters cost nothing', () => {
    const { graph } = buildNetwork('lenet', [2, 1, 28, 28], { classes: 10, dropout: 0 })
    const forward = operatorsOf(graph)
    const lastLayer = operatorsOf(program(graph, ['fc3.weight', 'fc3.bias']))
    // One product for the weight, one sum for the bias.
    expect(lastLayer).toEqual([...forward.slice(0, -1), 'Gemm', 'ReduceSum'])
    const all = operatorsOf(program(graph, ['conv1.weight', 'conv2.weight']))
    const frozen = operatorsOf(program(graph, ['conv2.weight']))
    const conv1 = all.length - frozen.length
    expect(conv1).toBeGreaterThan(20)
    expect(frozen.filter((operator) => operator === 'Conv')).toHaveLength(2)
  })

  it('of a depthwise convolution of 512 channels take no more nodes than of one', () => {
    const nodes = (channels: number): number => {
      const g = new GraphBuilder('depthwise')
      const x = g.input('x', 'float32', [2, channels, 8, 8])
      const w = g.input('w', 'float32', [channels, 1, 3, 3])
      const y = g.node('Conv', [x, w], { pads: ints([1, 1, 1, 1]), group: int(channels) })
      return program(g.build([y]), ['x', 'w']).nodes.length
    }
    expect(nodes(512)).toBeLessThan(60)
    expect(nodes(512)).toBe(nodes(16))
  })

  it('are zero for the parts of a split that are not used', async () => {
    const [grad] = await gradientsOf([[4]], [[1, 2, 3, 4]], (g, x) => {
      const [, second] = g.nodeWithOutputs('Split', [x, g.constant(int64([1, 2, 1]))], { axis: int(0) }, { outputs: 3 })
      return mul(g, second ?? x, scalar(g, 5))
    })
    expect(grad).toEqual([0, 5, 5, 0])
  })

  it('treat what is computed in steps as constant', async () => {
    const [grad] = await gradientsOf([[3]], [[-1, 2, 3]], (g, x) => mul(g, x, cast(g, greater(g, x, scalar(g, 0)), 'float32')))
    expect(grad).toEqual([0, 1, 1])
    const [ofTable] = await gradientsOf([[3]], [[-1, 2, 1]], (g, x) => mul(g, gather(g, x, argMax(g, x, 0)), scalar(g, 2)))
    expect(ofTable).toEqual([0, 2, 0])
  })

  it('say which node they cannot pass', () => {
    const g = new GraphBuilder('steps')
    const graph = g.build([g.node('Sign', [g.input('x', 'float32', [2])], {}, { name: 'quantize' })])
    expect(() => program(graph, ['x'])).toThrow(LabError)
    expect(() => program(graph, ['x'])).toThrow('Node quantize (Sign) cannot be trained through')
    const r = new GraphBuilder('cropping')
    const [x, sizes] = [r.input('x', 'float32', [1, 1, 2, 2]), r.constant(int64([1, 1, 4, 4]))]
    const resized = r.node('Resize', [x, null, null, sizes], { mode: string('linear'), coordinate_transformation_mode: string('tf_crop_and_resize') })
    expect(() => program(r.build([resized]), ['x'])).toThrow('it places pixels by tf_crop_and_resize')
  })
})

describe('gradients of equal elements', () => {
  it('are shared by a maximum over axes', async () => {
    const [grad] = await gradientsOf([[2, 3]], [[1, 4, 4, 2, 2, 2]], (g, x) => g.node('ReduceMax', [x, g.constant(int64([1]))]))
    expect(grad).toEqual([0, 0.5, 0.5, ...[1, 1, 1].map((value) => Math.fround(value / 3))])
  })

  it('are halved by the larger of two values, and lost at a constant bound', async () => {
    const [a, b] = await gradientsOf([[3], [3]], [[1, 2, 3], [3, 2, 1]], (g, x, y) => g.node('Max', [x, y]))
    expect([a, b]).toEqual([[0, 0.5, 1], [1, 0.5, 0]])
    const [bounded] = await gradientsOf([[3]], [[-1, 0, 1]], (g, x) => g.node('Max', [x, scalar(g, 0)]))
    expect(bounded).toEqual([0, 0, 1])
  })

  describe.each(deviceNames)('of a max-pool, as %s computes it,', (device) => {
    it.each(['MaxPool', 'GlobalMaxPool'] as const)('go to the first one, row by row, in %s', async (operator) => {
      const attributes = operator === 'MaxPool' ? { kernel_shape: ints([3, 3]) } : {}
      const [grad] = await gradientsOf([[1, 1, 3, 3]], [[1, 2, 4, 4, 1, 4, 4, 4, 1]], (g, x) => g.node(operator, [x], attributes), device)
      expect(grad).toEqual([0, 0, 1, 0, 0, 0, 0, 0, 0])
    })

    it('add up where windows overlap', async () => {
      const attributes = { kernel_shape: ints([2, 2]), strides: ints([1, 1]) }
      const [grad] = await gradientsOf([[1, 1, 3, 3]], [[1, 1, 1, 1, 5, 1, 1, 1, 1]], (g, x) => g.node('MaxPool', [x], attributes), device)
      expect(grad).toEqual([0, 0, 0, 0, 4, 0, 0, 0, 0])
    })
  })

  it('pass a clip at its bounds, ReLU6 only between them, and a ReLU only beyond zero', async () => {
    const [clipped] = await gradientsOf([[4]], [[-1, 0, 5, 7]], (g, x) => g.node('Clip', [x, scalar(g, 0), scalar(g, 5)]))
    expect(clipped).toEqual([0, 1, 1, 0])
    const [relu6] = await gradientsOf([[5]], [[-1, 0, 5, 6, 7]], (g, x) => g.node('Clip', [x, scalar(g, 0), scalar(g, 6)]))
    expect(relu6).toEqual([0, 0, 1, 0, 0])
    const [rectified] = await gradientsOf([[3]], [[-1, 0, 1]], (g, x) => g.node('Relu', [x]))
    expect(rectified).toEqual([0, 0, 1])
  })

  it('are zero where a power is zero of zero', async () => {
    const [grad] = await gradientsOf([[2]], [[0, 3]], (g, x) => g.node('Pow', [x, g.constant(float32([0, 0]))]))
    expect(grad).toEqual([0, 0])
  })
})
