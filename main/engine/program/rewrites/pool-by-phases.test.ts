// Pools by phases: the same values and gradients over random geometries, and which chains are left as they are.
import { builtInPlan } from '@contract/training/plan'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { emitGradients } from '../../autodiff/gradients'
import { uniform } from '../../autodiff/testing/gradient-check'
import { siteKey, type Site, type SitePlan } from '../../autodiff/site'
import { recordForward } from '../../autodiff/tape'
import { buildNetwork } from '../../../networks/zoo/zoo'
import { encodeModel } from '../../../onnx/encoding'
import { int, ints, type Graph, type Value } from '../../../onnx/graph'
import { GraphBuilder } from '../../../onnx/graph-builder'
import { identity } from '../../../onnx/operations'
import { elementCount } from '../../../onnx/tensor'
import { capabilitiesOf } from '../../capabilities'
import { feed, Session } from '../../runtime/session'
import { poolByPhases } from './pool-by-phases'

const axis = fc
  .record({ kernel: fc.integer({ min: 1, max: 5 }), phases: fc.integer({ min: 2, max: 3 }), positions: fc.integer({ min: 1, max: 3 }), begin: fc.nat(4), end: fc.nat(4) })
  .map((drawn) => ({ ...drawn, size: drawn.phases * drawn.positions + drawn.kernel - 1 - drawn.begin - drawn.end }))
  .filter(({ size }) => size > 0)

const geometry = fc.record({
  axes: fc.tuple(axis, axis),
  n: fc.integer({ min: 1, max: 2 }),
  channels: fc.integer({ min: 1, max: 3 }),
  maps: fc.integer({ min: 1, max: 3 }),
  hasBias: fc.boolean(),
  activation: fc.constantFrom('Sigmoid', 'Tanh', null),
  pool: fc.constantFrom('AveragePool' as const, 'MaxPool' as const),
})
type Geometry = typeof geometry extends fc.Arbitrary<infer T> ? T : never

function chain({ axes, n, channels, maps, hasBias, activation, pool: operator }: Geometry): Graph {
  const g = new GraphBuilder('chain')
  const inputs = [g.input('x', 'float32', [n, channels, ...axes.map(({ size }) => size)]), g.input('w', 'float32', [maps, channels, ...axes.map(({ kernel }) => kernel)])]
  if (hasBias) inputs.push(g.input('b', 'float32', [maps]))
  const convolved = g.node('Conv', inputs, { pads: ints([...axes.map(({ begin }) => begin), ...axes.map(({ end }) => end)]) })
  const activated = activation ? g.node(activation, [convolved]) : convolved
  const phases = ints(axes.map((one) => one.phases))
  return g.build([g.node(operator, [activated], { kernel_shape: phases, strides: phases }, { name: 'pooled' })])
}

it('computes the same output and gradients over any geometry', async () => {
  await fc.assert(
    fc.asyncProperty(geometry, async (drawn) => {
      const graph = chain(drawn)
      const byPhases = poolByPhases(graph, phasesWherePossible())
      expect(byPhases).not.toBe(graph)
      expect(operators(byPhases)).not.toContain('AveragePool')
      expect(byPhases.outputs[0]?.shape).toEqual(graph.outputs[0]?.shape)
      const [expected, actual] = [await differentiated(graph), await differentiated(byPhases)]
      expect(actual.length).toBe(expected.length)
      actual.forEach((values, index) => {
        const reference = expected[index] ?? new Float32Array()
        expect(values.length).toBe(reference.length)
        expect(Math.hypot(...values.map((value, place) => value - (reference[place] ?? NaN)))).toBeLessThan(3e-6 * (1 + Math.hypot(...reference)))
      })
    }),
    { numRuns: 60 },
  )
})

it('leaves max-pools to the plan', () => {
  const { graph } = buildNetwork('lenet', [2, 1, 28, 28], { classes: 10, dropout: 0, activation: 'relu', pooling: 'max' })
  expect(poolByPhases(graph, builtInPlan)).toBe(graph)
})

it('is timed for a plan by itself, apart and by phases', async () => {
  await fc.assert(
    fc.asyncProperty(geometry, async (drawn) => {
      const sites: Site[] = []
      poolByPhases(chain({ ...drawn, pool: 'MaxPool' }), { ...builtInPlan, note: (site) => sites.push(site) })
      const [site] = sites
      if (!site) throw new Error('a max-pool is a site')
      const images = drawn.n + 1
      const [apart = [], phases = []] = await Promise.all(['apart', 'phases'].map((way) => probed(site.resized(images), way)))
      expect(apart.length).toBe(drawn.hasBias ? 3 : 2)
      expect(phases.length).toBe(apart.length)
      apart.forEach((values, index) => {
        expect(Math.hypot(...values.map((value, place) => value - (phases[index]?.[place] ?? NaN)))).toBeLessThan(3e-6 * (1 + Math.hypot(...values)))
      })
    }),
    { numRuns: 10 },
  )
})

it('takes the first of the two pools of LeNet, whose convolution has one channel', () => {
  const { graph } = buildNetwork('lenet', [2, 1, 28, 28], { classes: 10, dropout: 0 })
  const byPhases = poolByPhases(graph, builtInPlan)
  expect(operators(byPhases).filter((operator) => operator === 'AveragePool')).toHaveLength(1)
  expect(byPhases.nodes.find(({ name }) => name === 'conv1')?.outputs[0]?.shape).toEqual([2, 24, 14, 14])
  expect(byPhases.outputs).toEqual(graph.outputs)
})

const pool = { kernel_shape: ints([2, 2]), strides: ints([2, 2]) }

it.each<[string, (g: GraphBuilder, x: Value, w: Value) => readonly Value[]]>([
  ['a maximum whose indices are read', (g, x, w) => [...g.nodeWithOutputs('MaxPool', [g.node('Conv', [x, w])], pool, { outputs: 2 })]],
  ['windows that overlap', (g, x, w) => [g.node('AveragePool', [g.node('Conv', [x, w])], { ...pool, kernel_shape: ints([3, 3]) })]],
  ['a convolution with stride', (g, x, w) => [g.node('AveragePool', [g.node('Conv', [x, w], { strides: ints([2, 2]) })], pool)]],
  ['groups', (g, x) => [g.node('AveragePool', [g.node('Conv', [x, g.input('wg', 'float32', [2, 1, 3, 3])], { group: int(2) })], pool)]],
  ['an output that the windows do not fill', (g, x, w) => [g.node('AveragePool', [g.node('Conv', [x, w], { pads: ints([1, 1, 0, 0]) })], pool)]],
  ['a convolution that something else reads', (g, x, w) => {
    const convolved = g.node('Conv', [x, w])
    return [g.node('AveragePool', [convolved], pool), g.node('Relu', [convolved])]
  }],
])('leaves %s as it is', (_, emit) => {
  const g = new GraphBuilder('other')
  const outputs = emit(g, g.input('x', 'float32', [1, 2, 10, 10]), g.input('w', 'float32', [4, 2, 3, 3]))
  const graph = g.build(outputs)
  expect(poolByPhases(graph, phasesWherePossible())).toBe(graph)
})

/** A plan that computes every max-pool by phases that can be. */
function phasesWherePossible(): SitePlan {
  const choices: Record<string, string> = {}
  return {
    ...builtInPlan,
    choices,
    note: (site) => {
      choices[siteKey(site)] = 'phases'
    },
  }
}

/** What a site computes by a way. */
async function probed(site: Site, way: string): Promise<Float32Array[]> {
  const g = new GraphBuilder('probe')
  const outputs = site.probe(g, new Map([[site.pass, way]]), builtInPlan)
  const graph = g.build(outputs)
  const session = await Session.open(encodeModel(graph), { threads: 1 })
  const feeds = Object.fromEntries(graph.inputs.map(({ name, shape }, index) => [name, feed('float32', uniform(elementCount(shape), index), shape)]))
  const results = await session.run(feeds, outputs.map(({ name }) => name))
  await session.close()
  return outputs.map(({ name }) => results.floats(name))
}

const operators = (graph: Graph): string[] => graph.nodes.map(({ operator }) => operator)

/** The output of a graph, and its gradients by all inputs; the gradient of the output is drawn at random. */
async function differentiated(graph: Graph): Promise<Float32Array[]> {
  const g = new GraphBuilder('differentiated')
  const inputs = graph.inputs.map(({ name, type, shape }) => g.input(name, type, shape))
  const bindings = new Map(inputs.map((value) => [value.name, value]))
  const capabilities = capabilitiesOf.cpu
  const training = { capabilities, dropoutMask: () => null, imageMask: () => { throw new Error('nothing normalises here') }, normalizesByBatch: () => true, fastConvolutions: false, plan: builtInPlan }
  const tape = recordForward(g, graph, bindings, training)
  const output = bindings.get(graph.outputs[0]?.name ?? '')
  if (!output) throw new Error('the graph has an output')
  const gradOutput = g.input('grad', 'float32', output.shape)
  const gradients = emitGradients(g, tape, new Map([[output.name, gradOutput]]), inputs, training)
  const gradientOf = ({ name }: Value): Value => {
    const gradient = gradients.get(name)
    if (!gradient) throw new Error(`the backward pass has left out the gradient of ${name}`)
    return gradient
  }
  const results = [output, ...inputs.map(gradientOf)].map((value) => identity(g, value))
  const session = await Session.open(encodeModel(g.build(results)), { threads: 1 })
  const feeds = Object.fromEntries([...inputs, gradOutput].map(({ name, shape }, index) => [name, feed('float32', uniform(elementCount(shape), index), shape)]))
  const outputs = await session.run(feeds, results.map(({ name }) => name))
  await session.close()
  return results.map(({ name }) => outputs.floats(name))
}
