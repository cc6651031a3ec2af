// What tells a Loop to go on after each round: all Loops of the engine end by their number of rounds alone.
import type { Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { identity } from '../../../onnx/operations'
import { bool } from '../../../onnx/tensor'
import type { Capabilities } from '../../capabilities'

/** The condition as it came in; where inputs are copied to the device a constant, as ONNX Runtime would compute the condition there and copy it to the CPU and back in each round. */
export function goesOn(body: GraphBuilder, condition: Value, { copiesInputs }: Pick<Capabilities, 'copiesInputs'>): Value {
  return copiesInputs ? body.constant(bool(true)) : identity(body, condition)
}
