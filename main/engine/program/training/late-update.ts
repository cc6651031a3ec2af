// The update of a large fully connected parameter as a program of its own, which runs behind the step and writes the next values over those before.
import type { OptimizerSettings } from '@contract/training/optimizer'
import type { Parameter } from '../../../networks/network'
import type { Graph, Value } from '../../../onnx/graph'
import { GraphBuilder } from '../../../onnx/graph-builder'
import { gemm } from '../../../onnx/operations'
import { DYNAMIC, type Shape } from '../../../onnx/tensor'
import { optimizerOf, slotsOf, type Slot } from '../../optimizers'
import type { Product } from '../../optimizers/add-gradient'
import type { StepScalar } from '../../optimizers/optimizer'
import { decayOf } from '../../optimizers/weight-decay'
import { wholeInputs } from './step-inputs'

/** Where a factor of the gradient comes from and goes to. */
export interface Factor {
  /** Name of the output of the step's program. */
  readonly from: string
  /** Name of the input of the update's program. */
  readonly to: string
  readonly shape: Shape
}

/**
 * An update whose gradient is a matrix product A'B' that the step's program does not compute: its outputs are A and B. Every element is updated by its own row of A' alone, so that the program takes any
 * rows of the parameter, and its results do not depend on where rows are cut.
 */
export interface LateUpdate {
  /** The parameter, then its slots: inputs of the program by their names, all [rows, columns]. */
  readonly written: readonly Slot[]
  /** Their next values: outputs of the program, in the order of `written`. Each may be written over the value before. */
  readonly outputs: readonly string[]
  readonly a: Factor
  /** The axis of A that the parameter's rows are. */
  readonly rowAxis: 0 | 1
  readonly b: Factor
  /** The optimizer's numbers that the program is fed, under the names that the step's program has them by. */
  readonly scalars: readonly string[]
  /** Built for any number of rows. */
  readonly graph: Graph
}

/** What an update is emitted from. */
export interface LateUpdateParts {
  readonly parameter: Parameter
  /** Its gradient: a product of values of the step's program. */
  readonly gradient: Product
  readonly settings: OptimizerSettings
  /** Hears of each number that the optimizer is fed. */
  readonly onScalar: (scalar: StepScalar) => void
}

/** Emits the same nodes as the step's program would have for the parameter. */
export function emitLateUpdate({ parameter, gradient, settings, onScalar }: LateUpdateParts): LateUpdate {
  const optimizer = optimizerOf(settings)
  const written = [{ name: parameter.name, shape: parameter.shape }, ...slotsOf(optimizer, [parameter])]
  const g = new GraphBuilder('update')
  const [value, ...slots] = written.map(({ name, shape }) => g.input(name, 'float32', shape))
  if (!value) throw new Error('a parameter has a value')
  const [a, b] = [g.input('a', 'float32', gradient.a.shape), g.input('b', 'float32', gradient.b.shape)]
  const take = wholeInputs(g)
  const scalars = new Set<string>()
  const scalar = (wanted: StepScalar): Value => {
    onScalar(wanted)
    scalars.add(wanted.name)
    return take(wanted.name, 'float32', [])
  }
  const product = gemm(g, a, b, null, gradient.options)
  const update = optimizer.update({ g, parameter: value, gradient: product, slots, decay: decayOf(parameter, settings), scalar })
  const next = [update.parameter, ...update.slots]
  const rowAxis = gradient.options.transA ? 1 : 0
  // Shapes decide which factor the rate is multiplied with, so that the program is emitted for all rows.
  const graph = ofAnyRows(g.build(next), new Map([...[value, ...slots, ...next].map(({ name }) => [name, 0] as const), [a.name, rowAxis]]))
  assertWritesOver(graph, [value, ...slots], next)
  return {
    ...{ written, rowAxis, graph },
    outputs: next.map(({ name }) => name),
    a: { from: gradient.a.name, to: a.name, shape: a.shape },
    b: { from: gradient.b.name, to: b.name, shape: b.shape },
    scalars: [...scalars],
  }
}

/** The graph with a dynamic axis in some of its inputs and outputs. @param axes by the value's name */
function ofAnyRows(graph: Graph, axes: ReadonlyMap<string, number>): Graph {
  const dynamic = (value: Value): Value => {
    const axis = axes.get(value.name)
    return axis === undefined ? value : { ...value, shape: value.shape.with(axis, DYNAMIC) }
  }
  return { ...graph, inputs: graph.inputs.map(dynamic), outputs: graph.outputs.map(dynamic) }
}

/**
 * Checks that each next value may lie in the memory of the value before: whatever reads that is the node that writes over it, element by element, or has run before this node can.
 * @throws Error where another node might read a value that is written over
 */
export function assertWritesOver({ nodes }: Graph, before: readonly Value[], next: readonly Value[]): void {
  before.forEach(({ name }, place) => {
    const output = next[place]?.name
    const needed = new Set(output === undefined ? [] : [output])
    for (const { inputs, outputs } of nodes.toReversed()) {
      const isNeeded = outputs.some((value) => needed.has(value.name))
      if (!isNeeded && inputs.some((value) => value?.name === name)) throw new Error(`${name} is read when ${output ?? 'its next value'} may have been written over it`)
      if (isNeeded) for (const value of inputs) if (value) needed.add(value.name)
    }
  })
}
