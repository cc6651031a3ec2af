// The inputs of a training program that hold an entry for every step, and what they hold for the step at hand.
import type { Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { gather } from '../../../onnx/operations'
import { DYNAMIC, type ElementType, type Shape } from '../../../onnx/tensor'

export class StepInputs {
  private readonly taken = new Map<string, Value>()

  /**
   * @param program declares the inputs, [steps, ...]
   * @param body the graph of one step, which takes its entry
   * @param step int64 scalar, the entry's position
   */
  constructor(
    private readonly program: GraphBuilder,
    private readonly body: GraphBuilder,
    private readonly step: Value,
  ) {}

  /** What the input of this name holds for the step; the same name means the same input. */
  take(name: string, type: ElementType, shape: Shape): Value {
    const known = this.taken.get(name)
    if (known) return known
    const value = gather(this.body, this.program.input(name, type, [DYNAMIC, ...shape]), this.step)
    this.taken.set(name, value)
    return value
  }
}
