// A convolution with a pool behind it as a site of a plan: computed apart, or by phases (`pool-by-phases.ts`).
import type { ComputePlan } from '@contract/training/plan'
import { emitGradients } from '../../autodiff/gradients'
import { plainOf } from '../../autodiff/layout'
import type { Site } from '../../autodiff/site'
import { recordForward } from '../../autodiff/tape'
import { capabilitiesOf } from '../../capabilities'
import { firstOutput, requiredInput, type Graph, type Node, type Value } from '../../../onnx/graph'
import { GraphBuilder } from '../../../onnx/graph-builder'
import { identity } from '../../../onnx/operations'
import { poolWindowOf } from '../../../onnx/shape-inference/pooling'
import { windowOf } from '../../../onnx/shape-inference/window'
import { elementCount, type Shape } from '../../../onnx/tensor'
import { emitByPhases, type Chain } from './chain-by-phases'

/** What the convolution reads, in the order of its inputs. */
type Operands = readonly Value[]

/** Below so many channels, the images of a convolution are those of the data set, which have no gradient, and average pools go by phases without a plan. */
const fewChannels = 4

export function phasesSite(chain: Chain, images = requiredInput(chain.conv, 0).shape): Site {
  const { conv, between, pool } = chain
  const [n = 1] = images
  const kernels = requiredInput(conv, 1).shape
  const padding = windowOf(conv, kernels.slice(2), images.slice(2))
  return {
    place: [
      pool.operator === 'MaxPool' ? 'conv and max-pool' : 'conv and average-pool', images.join('x'), kernels.join('x'), `pad${[...padding.padBegin, ...padding.padEnd].join('x')}`, ...(conv.inputs[2] ? ['bias'] : []),
      ...between.map(({ operator }) => operator), `pool${poolWindowOf(pool).kernel.join('x')}`,
    ].join(' '),
    pass: 'forward and gradient',
    changesSites: true,
    ways: ['apart', 'phases'],
    builtIn: pool.operator === 'AveragePool' && (images[1] ?? 0) < fewChannels ? 'phases' : 'apart',
    cost: (way) => costs[way as keyof typeof costs](chain) * (n / (requiredInput(conv, 0).shape[0] ?? 1)),
    images: n,
    resized: (count) => phasesSite(chain, images.with(0, count)),
    probe: (g, ways, plan) => {
      const shapes: readonly Shape[] = [images, ...conv.inputs.slice(1).flatMap((value) => (value ? [value.shape] : []))]
      const operands = shapes.map((shape, index) => g.input(`input${index}`, 'float32', shape))
      const graph = ways.get('forward and gradient') === 'phases' ? byPhases(chain, shapes) : apart(chain, shapes)
      return gradientsOf(g, graph, operands, plan)
    },
  }
}

/** Cost of an element that a pool with indices writes, and of one that is compared, in multiply-adds of a large matrix product. */
const costOf = { index: 80, comparison: 20 }

/** Cost of a multiply-add of the convolution's passes: of too few channels they fill no registers, others gain by transforms, and phases have half as many taps again. */
const costOfTap = { apart: { few: 20, others: 6 }, phases: { few: 10, others: 9 } }

/** Predicted costs, in multiply-adds of a large matrix product. */
const costs = {
  apart: ({ conv, pool }: Chain): number => costOfTap.apart[widthOf(conv)] * multiplyAdds(conv) + costOf.index * elementCount(firstOutput(pool).shape),
  phases: ({ conv }: Chain): number => costOfTap.phases[widthOf(conv)] * multiplyAdds(conv) + costOf.comparison * elementCount(firstOutput(conv).shape),
}

const widthOf = (conv: Node): 'few' | 'others' => ((requiredInput(conv, 0).shape[1] ?? 0) < fewChannels ? 'few' : 'others')

const multiplyAdds = (conv: Node): number => elementCount(firstOutput(conv).shape) * elementCount(requiredInput(conv, 1).shape.slice(1))

/** The chain as it stands, of inputs of these shapes. */
function apart({ conv, between, pool }: Chain, shapes: readonly Shape[]): Graph {
  const g = new GraphBuilder('apart')
  const again = (value: Value, node: Node): Value => g.node(node.operator, [value], node.attributes)
  const convolved = g.node('Conv', inputsOf(g, shapes), conv.attributes)
  return g.build([again(between.reduce(again, convolved), pool)])
}

function byPhases(chain: Chain, shapes: readonly Shape[]): Graph {
  const g = new GraphBuilder('phases')
  const inputs = inputsOf(g, shapes)
  const known = new Map(chain.conv.inputs.flatMap((value, index) => (value && inputs[index] ? [[value.name, inputs[index]] as const] : [])))
  return g.build([emitByPhases(g, chain, (value) => known.get(value.name) ?? value)])
}

const inputsOf = (g: GraphBuilder, shapes: readonly Shape[]): Operands => shapes.map((shape, index) => g.input(`operand${index}`, 'float32', shape))

/** The output of a graph, and its gradients by kernels and bias. */
function gradientsOf(g: GraphBuilder, graph: Graph, operands: Operands, plan: ComputePlan): readonly Value[] {
  const compute = { capabilities: capabilitiesOf.cpu, fastConvolutions: true, plan }
  const bindings = new Map(graph.inputs.flatMap(({ name }, index) => (operands[index] ? [[name, operands[index]] as const] : [])))
  const absent = (): never => {
    throw new Error('a convolution and a pool drop and normalise nothing')
  }
  const tape = recordForward(g, graph, bindings, { ...compute, dropoutMask: absent, imageMask: absent, normalizesByBatch: absent })
  const [output] = graph.outputs
  const pooled = output && bindings.get(output.name)
  if (!pooled) throw new Error('the chain has an output')
  const wrt = operands.filter(({ shape }, index) => index > 0 || (shape[1] ?? 0) >= fewChannels)
  const gradients = emitGradients(g, tape, new Map([[pooled.name, g.input('gradient', 'float32', pooled.shape)]]), wrt, compute)
  return [pooled, ...wrt.flatMap(({ name }) => gradients.get(name) ?? [])].map((value) => identity(g, plainOf(g, value)))
}
