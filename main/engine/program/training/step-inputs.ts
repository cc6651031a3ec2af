// Inputs of a training program that hold one entry per step, and their entries for the step at hand.
import type { Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { gather } from '../../../onnx/operations'
import { DYNAMIC, type ElementType, type Shape } from '../../../onnx/tensor'

export class StepInputs {
  readonly #taken = new Map<string, Value>()

  readonly #program: GraphBuilder
  readonly #body: GraphBuilder
  readonly #step: Value

  /**
   * @param program declares the inputs, [steps, ...]
   * @param body the graph of one step, which takes its entry
   * @param step int64 scalar, the entry's position
   */
  constructor(program: GraphBuilder, body: GraphBuilder, step: Value) {
    this.#program = program
    this.#body = body
    this.#step = step
  }

  /** The step's entry in the input of this name; the same name means the same input. */
  take(name: string, type: ElementType, shape: Shape): Value {
    const known = this.#taken.get(name)
    if (known) return known
    const value = gather(this.#body, this.#program.input(name, type, [DYNAMIC, ...shape]), this.#step)
    this.#taken.set(name, value)
    return value
  }
}
