// Folding of functions of one or more elements, operands broadcast as NumPy does.
import type { ElementType } from '../../tensor'
import { valueAt, valuesAt } from './known'
import type { Fold } from './fold-call'

type Function = (...operands: number[]) => number

const isInteger = (type: ElementType): boolean => type !== 'float32' && type !== 'float64'

/** Applies a function to the elements at each place; type and shape of the result are those that were inferred. */
const elementwise =
  (f: (type: ElementType) => Function): Fold =>
  ({ inputs, outputs: [output] }) => {
    if (!output) return null
    const operands = inputs.filter((input) => input !== null)
    const apply = f(operands.at(-1)?.type ?? output.type)
    return [{ ...output, values: valuesAt(output.shape, (place) => apply(...operands.map((operand) => valueAt(operand, place)))) }]
  }

const plain = (f: Function): Fold => elementwise(() => f)

/** The remainder has the sign of the divisor, or with `fmod` that of the dividend. */
const modulo: Fold = (call) => {
  const truncated = call.attributes.fmod?.type === 'int' && call.attributes.fmod.value === 1
  return plain((a, b) => (truncated ? a % b : a - b * Math.floor(a / b)))(call)
}

/** To the nearest integer, halves to the even one. */
function roundHalfToEven(value: number): number {
  const floor = Math.floor(value)
  if (value - floor !== 0.5) return Math.round(value)
  return floor % 2 === 0 ? floor : floor + 1
}

const cast: Fold = ({ inputs: [input], outputs: [output] }) => {
  if (!input || !output) return null
  const whole = isInteger(output.type) && !isInteger(input.type)
  const isTruth = output.type === 'bool'
  return [{ ...output, values: input.values.map((value) => (isTruth ? Number(value !== 0) : whole ? Math.trunc(value) : value)) }]
}

export const elementwiseFolds: Readonly<Record<string, Fold>> = {
  Abs: plain(Math.abs),
  Add: plain((a, b) => a + b),
  And: plain((a, b) => Number(a !== 0 && b !== 0)),
  Cast: cast,
  Ceil: plain(Math.ceil),
  Div: elementwise((type) => (isInteger(type) ? (a, b) => Math.trunc(a / b) : (a, b) => a / b)),
  Equal: plain((a, b) => Number(a === b)),
  Exp: plain(Math.exp),
  Floor: plain(Math.floor),
  Greater: plain((a, b) => Number(a > b)),
  GreaterOrEqual: plain((a, b) => Number(a >= b)),
  Identity: plain((a) => a),
  Less: plain((a, b) => Number(a < b)),
  LessOrEqual: plain((a, b) => Number(a <= b)),
  Log: plain(Math.log),
  Max: plain(Math.max),
  Min: plain(Math.min),
  Mod: modulo,
  Mul: plain((a, b) => a * b),
  Neg: plain((a) => -a),
  Not: plain((a) => Number(a === 0)),
  Or: plain((a, b) => Number(a !== 0 || b !== 0)),
  Pow: plain((a, b) => a ** b),
  Round: plain(roundHalfToEven),
  Sign: plain(Math.sign),
  Sqrt: plain(Math.sqrt),
  Sub: plain((a, b) => a - b),
  Where: plain((condition, a, b) => (condition === 0 ? b : a)),
}
