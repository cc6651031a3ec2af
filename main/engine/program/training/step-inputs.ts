// Inputs of a training program that hold one entry per step, and their entries for the step at hand; in programs of one step, the inputs themselves.
import type { Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { gather } from '../../../onnx/operations'
import { DYNAMIC, type ElementType, type Shape } from '../../../onnx/tensor'

/** Gives the entry of the step at hand in an input of the program that has one entry per step; the same name means the same input. */
export type TakeInput = (name: string, type: ElementType, shape: Shape) => Value

/**
 * Takes the step's entry from an input of the program; the same name means the same input.
 * @param program declares the inputs, [steps, ...]
 * @param body the graph of one step, which takes its entry
 * @param step int64 scalar, the entry's position
 */
export function stepInputs(program: GraphBuilder, body: GraphBuilder, step: Value): TakeInput {
  const taken = new Map<string, Value>()
  return (name, type, shape) => {
    const known = taken.get(name)
    if (known) return known
    const value = gather(body, program.input(name, type, [DYNAMIC, ...shape]), step)
    taken.set(name, value)
    return value
  }
}

/** Takes inputs of a program of one step; the same name means the same input. */
export function wholeInputs(program: GraphBuilder): TakeInput {
  const taken = new Map<string, Value>()
  return (name, type, shape) => {
    const value = taken.get(name) ?? program.input(name, type, shape)
    taken.set(name, value)
    return value
  }
}
