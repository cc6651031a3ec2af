// Checks the gradients of one node, or of a small graph, against finite differences: its program, and the values at which it runs.
import { InferenceSession } from 'onnxruntime-node'
import type { DeviceName } from '@contract/devices/devices'
import { builtInPlan } from '@contract/training/plan'
import { encodeModel } from '../../../onnx/encoding'
import type { Attributes, Graph, Value } from '../../../onnx/graph'
import { GraphBuilder } from '../../../onnx/graph-builder'
import { identity } from '../../../onnx/operations'
import type { Operator } from '../../../onnx/operators'
import { substitutesOf } from '../substitutes'
import { elementCount, float32, type Shape, type Tensor } from '../../../onnx/tensor'
import { fillUniform, permutation, streams } from '@common/randomness/stream'
import { capabilitiesOf, type Capabilities } from '../../capabilities'
import { executionProviderOf, feed } from '../../runtime/session'
import { emitGradients } from '../gradients'
import { inUse } from '../in-use'
import type { TrainingContext } from '../rule'
import type { SitePlan } from '../site'
import { recordForward } from '../tape'

/** An input of a node: a shape for an input that is varied, a tensor for one that stays fixed, null for one that is left out. */
export type CaseInput = Shape | Tensor | null

/** One node to differentiate. */
export interface RuleCase {
  readonly title: string
  readonly operator: Operator
  readonly attributes?: Attributes
  readonly inputs: readonly CaseInput[]
  /** Number of outputs; default 1. Those that are indices are not differentiated. */
  readonly outputs?: number
  /** Default: any. */
  readonly values?: Values
}

/**
 * How values are drawn. 'any': within -1..1; 'small': within -1/2..1/2; 'positive': within 1/2..3/2; 'large': within 3/2..5/2; 'apart': so far from zero and from each other that no step of the
 * finite differences crosses a kink.
 */
export type Values = 'any' | 'small' | 'positive' | 'large' | 'apart'

/** Operators that compute something else in training than in use, by design. */
export const otherInTraining: ReadonlySet<Operator> = new Set<Operator>(['BatchNormalization', 'Dropout'])

/** Largest step of the finite differences: large, because float32 is coarse and most of these functions are linear along a coordinate. */
const reach = 1 / 64

interface Varied {
  readonly name: string
  readonly shape: Shape
  readonly values: Float32Array
}

/** Least distance of values that are 'apart', within one input; half of it between two inputs, and from zero. */
const spacing = 4 * reach

/** A node with values for its varied inputs, in a program that computes its outputs and gradients. */
export class GradientCheck {
  readonly #session: InferenceSession
  readonly #outputs: readonly Value[]
  /** Weights of the outputs in the objective. */
  readonly #weights: readonly Float32Array[]

  private constructor(
    session: InferenceSession,
    readonly varied: readonly Varied[],
    outputs: readonly Value[],
  ) {
    this.#session = session
    this.#outputs = outputs
    this.#weights = outputs.map(({ shape }, index) => outputWeights(elementCount(shape), index))
  }

  /**
   * @param device the device that the program is compiled for
   * @param provider the execution provider that runs it
   * @param plan the ways of its sites
   */
  static open(testCase: RuleCase, device: DeviceName = 'cpu', provider: 'cpu' | 'webgpu' = 'cpu', plan: SitePlan = builtInPlan): Promise<GradientCheck> {
    return GradientCheck.ofGraph(networkOf(testCase), testCase.values, device, provider, plan)
  }

  /** The check of a graph whose inputs are all varied. */
  static async ofGraph(graph: Graph, how: Values = 'any', device: DeviceName = 'cpu', provider: 'cpu' | 'webgpu' = 'cpu', plan: SitePlan = builtInPlan): Promise<GradientCheck> {
    const { model, inputs, outputs } = program(graph, capabilitiesOf[device], plan)
    const session = await InferenceSession.create(model, { logSeverityLevel: 4, intraOpNumThreads: 1, executionProviders: [executionProviderOf(provider)] })
    const varied = inputs.map(({ name, shape }, index) => ({ name, shape, values: draw(elementCount(shape), how, index) }))
    return new GradientCheck(session, varied, outputs)
  }

  /** Each output as computed in training and in use, with its inferred and its real shape. */
  async forward() {
    const results = await this.#run(this.#outputs.flatMap((_, index) => [`trained${index}`, `used${index}`]))
    return this.#outputs.map(({ shape }, index) => {
      const [trained, used] = [results[`trained${index}`], results[`used${index}`]]
      return { inferredShape: shape, shape: trained?.dims, trained: trained?.data as Float32Array, used: used?.data as Float32Array }
    })
  }

  /** The gradients of the objective with respect to every varied input, by the rule. */
  async gradients(): Promise<readonly Float32Array[]> {
    const names = this.varied.map(({ name }) => `grad_${name}`)
    const results = await this.#run(names)
    return names.map((name) => results[name]?.data as Float32Array)
  }

  /** The derivative of the objective with respect to one element, by finite differences. */
  async difference({ values }: Varied, element: number): Promise<number> {
    return this.#along((moved, distance) => {
      if (moved === values) values[element] = (values[element] ?? 0) + distance
    })
  }

  /** The derivative of the objective along a direction (components within -1..1), by finite differences. */
  async directionalDifference(directions: readonly Float32Array[]): Promise<number> {
    return this.#along((values, distance, input) => {
      directions[input]?.forEach((component, index) => {
        values[index] = (values[index] ?? 0) + distance * component
      })
    })
  }

  async close(): Promise<void> {
    await this.#session.release()
  }

  /** The central difference of fourth order, (8 (f(h) - f(-h)) - (f(2h) - f(-2h))) / 12h. */
  async #along(move: (values: Float32Array, distance: number, input: number) => void): Promise<number> {
    const objectiveAt = async (distance: number): Promise<number> => {
      const before = this.varied.map(({ values }) => values.slice())
      this.varied.forEach(({ values }, input) => {
        move(values, distance, input)
      })
      const objective = await this.#objective()
      this.varied.forEach(({ values }, input) => {
        values.set(before[input] ?? [])
      })
      return objective
    }
    const difference = async (distance: number): Promise<number> => (await objectiveAt(distance)) - (await objectiveAt(-distance))
    return (8 * (await difference(reach / 2)) - (await difference(reach))) / (6 * reach)
  }

  /** The sum of all outputs weighted by random numbers, added up in float64. */
  async #objective(): Promise<number> {
    const results = await this.#run(this.#outputs.map((_, index) => `trained${index}`))
    return this.#weights.reduce((sum, weights, index) => {
      const y = results[`trained${index}`]?.data as Float32Array
      return y.reduce((partial, value, element) => partial + value * (weights[element] ?? NaN), sum)
    }, 0)
  }

  #run(names: readonly string[]) {
    return this.#session.run(Object.fromEntries(this.varied.map(({ name, shape, values }) => [name, feed('float32', values, shape)])), names)
  }
}

/** Computes the outputs as in training (`trained`) and as in use (`used`), and the gradients of the weighted sum of the trained ones. */
function program(graph: Graph, capabilities: Capabilities, plan: SitePlan) {
  const g = new GraphBuilder('gradients', substitutesOf(capabilities))
  const inputs = graph.inputs.map(({ name, type, shape }) => g.input(name, type, shape))
  const bind = () => new Map(inputs.map((value) => [value.name, value]))
  const named = (value: Value | undefined, name: string): Value => {
    if (!value) throw new Error(`${name} is missing`)
    return g.node('Identity', [value], {}, { name })
  }
  const [trained, used] = [bind(), bind()]
  const training = { ...trainingOf(g, inputs[0]?.shape[0] ?? 1, capabilities), plan }
  const tape = recordForward(g, graph, trained, training)
  recordForward(g, graph, used, inUse(capabilities))
  const y = graph.outputs.map(({ name }, index) => named(trained.get(name), `trained${index}`))
  const gradOutputs = graph.outputs.map(({ name, shape }, index) => {
    const weights = g.constant(float32(outputWeights(elementCount(shape), index), shape), `weights${index}`)
    return [trained.get(name)?.name ?? name, weights] as const
  })
  const gradients = emitGradients(g, tape, new Map(gradOutputs), inputs, training)
  const whole = g.build([
    ...y,
    ...graph.outputs.map(({ name }, index) => named(used.get(name), `used${index}`)),
    ...inputs.map(({ name }) => named(gradients.get(name), `grad_${name}`)),
  ])
  return { model: encodeModel(whole), inputs, outputs: graph.outputs }
}

/** A graph with this node only, and with its outputs that are numbers. */
function networkOf({ operator, inputs, attributes, outputs }: RuleCase): Graph {
  const g = new GraphBuilder('case')
  const values = inputs.map((input, index) => {
    if (input === null) return null
    return isShape(input) ? g.input(`x${index}`, 'float32', input) : g.constant(input)
  })
  return g.build(g.nodeWithOutputs(operator, values, attributes, { outputs: outputs ?? 1 }).filter(({ type }) => type === 'float32'))
}

function isShape(input: Shape | Tensor): input is Shape {
  return Array.isArray(input)
}

/** The training context of the check: every third unit is dropped, and the last of several images only fills up the batch. */
function trainingOf(g: GraphBuilder, batch: number, capabilities: Capabilities): Omit<TrainingContext, 'plan'> {
  return {
    capabilities,
    dropoutMask: ({ inputs: [x] }) => {
      const shape = x?.shape ?? []
      const data = Uint8Array.from({ length: elementCount(shape) }, (_, index) => (index % 3 ? 1 : 0))
      return identity(g, g.constant({ type: 'bool', shape, data }, 'mask'))
    },
    imageMask: () => g.constant(float32(Array.from({ length: batch }, (_, index) => (index > 0 && index === batch - 1 ? 0 : 1))), 'images'),
    // Cases with a momentum normalise by the batch, as in training; the others by running averages.
    normalizesByBatch: ({ attributes }) => attributes.momentum !== undefined,
    fastConvolutions: capabilities.fastConvolutions,
  }
}

const key = (b: number) => ({ seed: 7, stream: streams.initialisation, a: 0, b })

/** Uniform within -1..1. */
export function uniform(count: number, index: number): Float32Array {
  const values = new Float32Array(count)
  fillUniform(key(index), values)
  return values.map((u) => 2 * u - 1)
}

const outputWeights = (count: number, output: number): Float32Array => uniform(count, 100 + output)

function draw(count: number, how: Values, index: number): Float32Array {
  switch (how) {
    case 'any':
      return uniform(count, index)
    case 'small':
      return uniform(count, index).map((value) => value / 2)
    case 'positive':
      return uniform(count, index).map((value) => 1 + value / 2)
    case 'large':
      return uniform(count, index).map((value) => 2 + value / 2)
    case 'apart':
      return Float32Array.from(permutation(key(index), count), (place) => (place - Math.floor(count / 2) + 0.5 * (index + 1)) * spacing)
  }
}
