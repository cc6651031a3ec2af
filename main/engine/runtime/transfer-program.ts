// Compiles a program that copies its inputs to its outputs, and so between process and device.
import { encodeModel } from '../../onnx/encoding'
import { GraphBuilder } from '../../onnx/graph-builder'
import { int64, type ElementType, type Shape } from '../../onnx/tensor'

/** A value to be moved; its first dimension may be dynamic. */
export interface Moved {
  readonly name: string
  readonly type: ElementType
  readonly shape: Shape
}

/** Name of the output with the value of an input. */
export const movedName = (name: string): string => `moved.${name}`

/** Copies by Reshape, because Identity on WebGPU takes few element types and Reshape takes all. */
export function compileTransfer(values: readonly Moved[]): Uint8Array {
  const g = new GraphBuilder('transfer')
  return encodeModel(
    g.build(
      values.map(({ name, type, shape }) => {
        // In Reshape's target shape, 0 keeps the dimension, which may be dynamic.
        const kept = g.constant(int64(shape.map((size, axis) => (axis === 0 ? 0 : size)), [shape.length]))
        return g.node('Reshape', [g.input(name, type, shape), kept], {}, { name: movedName(name) })
      }),
    ),
  )
}
