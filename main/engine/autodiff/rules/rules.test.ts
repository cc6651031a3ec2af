// Every rule against central differences; the registry is enumerated, so that a rule without a case fails.
import { describe, expect, it } from 'vitest'
import { encodeModel } from '../../onnx/codec'
import type { Value } from '../../onnx/graph'
import { GraphBuilder } from '../../onnx/graph-builder'
import { mul, reduceSum, reshape } from '../../onnx/operations'
import { elementCount, float32, type Tensor } from '../../onnx/tensor'
import { fillUniform, permutation, streams } from '../../randomness/stream'
import { feed, Session } from '../../runtime/session'
import { emitGradients } from '../gradients'
import { recordForward } from '../tape'
import { rules } from '.'
import { ruleCases, type RuleCase } from './rule-cases'

const key = (b: number) => ({ seed: 7, stream: streams.initialisation, a: 0, b })

/** Values in -1..1; with a spacing, a shuffled grid that leaves zero out. */
function draw(count: number, spacing: number | undefined, index: number): Float32Array {
  const values = new Float32Array(count)
  if (spacing === undefined) {
    fillUniform(key(index), values)
    return values.map((u) => 2 * u - 1)
  }
  return Float32Array.from(permutation(key(index), count), (place) => (place - Math.floor(count / 2) + 0.5) * spacing)
}

/** Programs for a case: the scalar sum(y * direction) and its gradients by all varied inputs. */
function programs(testCase: RuleCase) {
  const network = new GraphBuilder('case')
  const inputs = testCase.inputs.map((shape, index) => network.input(`x${index}`, 'float32', shape))
  const constants = (testCase.constants ?? []).map((tensor) => network.constant(tensor))
  const graph = network.build([network.node(testCase.operator, [...inputs, ...constants], testCase.attributes)])

  const g = new GraphBuilder('gradients')
  const bindings = new Map(inputs.map((value) => [value.name, g.input(value.name, value.type, value.shape)]))
  const varied = [...bindings.values()]
  const training = { dropoutMask: () => g.constant(alternatingMask(testCase), 'mask') }
  const tape = recordForward(g, graph, bindings, training)
  const y = graph.outputs.map((value) => bindings.get(value.name))[0]
  if (!y) throw new Error('the case has no output')
  const direction = g.constant(float32(draw(elementCount(y.shape), undefined, 99), y.shape), 'direction')
  const objective = reduceSum(g, reshape(g, mul(g, y, direction), [elementCount(y.shape)]), [0])
  const gradients = emitGradients(g, tape, y, direction, varied)
  const gradOutputs = varied.map((value) => named(g, gradients.get(value.name), `grad_${value.name}`))
  const objectiveOutput = named(g, objective, 'objective')
  return {
    objective: encodeModel(g.build([objectiveOutput])),
    gradients: encodeModel(g.build(gradOutputs)),
    names: varied.map((value) => value.name),
  }
}

function named(g: GraphBuilder, value: Value | undefined, name: string): Value {
  if (!value) throw new Error(`${name} is missing`)
  return g.node('Identity', [value], {}, { name })
}

function alternatingMask(testCase: RuleCase): Tensor {
  const shape = testCase.inputs[0] ?? []
  return { type: 'bool', shape, data: Uint8Array.from({ length: elementCount(shape) }, (_, index) => (index % 3 ? 1 : 0)) }
}

/** Half the distance of a central difference: large, because most of these functions are linear along a coordinate. */
const step = 1 / 64

describe('gradient rules', () => {
  const withRule = Object.entries(rules).flatMap(([operator, entry]) => ('backward' in entry ? [operator] : []))

  it.each(withRule)('%s has a case', (operator) => {
    expect(ruleCases.map((testCase) => testCase.operator)).toContain(operator)
  })

  it.each(ruleCases)('$operator: $title', async (testCase) => {
    const { objective, gradients, names } = programs(testCase)
    const values = testCase.inputs.map((shape, index) => draw(elementCount(shape), testCase.spacing, index))
    const feeds = () => Object.fromEntries(names.map((name, i) => [name, feed('float32', values[i] ?? new Float32Array(), testCase.inputs[i] ?? [])]))
    const gradientSession = await Session.open(gradients, 1)
    const objectiveSession = await Session.open(objective, 1)
    const outputs = await gradientSession.run(feeds(), names.map((name) => `grad_${name}`))
    const at = async (): Promise<number> => (await objectiveSession.run(feeds(), ['objective'])).floats('objective')[0] ?? NaN

    for (const [index, name] of names.entries()) {
      const analytic = outputs.floats(`grad_${name}`)
      const x = values[index] ?? new Float32Array()
      expect(analytic.length).toBe(x.length)
      for (let i = 0; i < x.length; i++) {
        const here = x[i] ?? 0
        x[i] = here + step
        const above = await at()
        x[i] = here - step
        const below = await at()
        x[i] = here
        expect(analytic[i], `${name}[${i}]`).toBeCloseTo((above - below) / (2 * step), 3)
      }
    }
    await gradientSession.close()
    await objectiveSession.close()
  })
})
