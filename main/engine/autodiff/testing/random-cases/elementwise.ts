// Random cases of functions of one or more elements.
import fc from 'fast-check'
import { float, string, type Attributes } from '../../../../onnx/graph'
import type { Operator } from '../../../../onnx/operators'
import { bool, float32 } from '../../../../onnx/tensor'
import type { Values } from '../gradient-check'
import { anyShape, bools, broadcastTo, together, type RandomCase } from './arbitraries'

/** Functions of one element. */
const unary = (values: Values, attributes: fc.Arbitrary<Attributes> = fc.constant({})): RandomCase =>
  fc.record({ inputs: fc.tuple(anyShape), attributes, values: fc.constant(values) })

/** Functions of two elements, both operands broadcast to a common shape. */
const binary = (values: Values = 'any'): RandomCase =>
  anyShape.chain((shape) => fc.record({ inputs: fc.tuple(broadcastTo(shape), broadcastTo(shape)), values: fc.constant(values) }))

/** A float attribute, or its default. */
const someFloat = (name: string, min: number, max: number): fc.Arbitrary<Attributes> =>
  fc.option(fc.double({ min, max, noNaN: true }).map((value): Attributes => ({ [name]: float(value) })), { nil: {} })

/** The smaller or larger of two operands that are nowhere equal, or of one operand and a constant between its values. */
const extremum: RandomCase = anyShape.chain((shape) =>
  fc.record({ inputs: fc.tuple(broadcastTo(shape), fc.oneof(broadcastTo(shape), fc.constant(float32(0)))), values: fc.constant('apart') }),
)

export const elementwise = {
  Abs: unary('apart'),
  Add: binary(),
  Clip: fc.record({
    inputs: fc.tuple(anyShape, fc.constantFrom(null, float32(-1 / 8), float32(0)), fc.constantFrom(null, float32(1 / 8), float32(1 / 4))),
    values: fc.constant('apart'),
  }),
  Div: binary('positive'),
  Dropout: fc.record({
    inputs: fc.tuple(anyShape, fc.constantFrom(0, 0.2, 0.5, 0.9).map((rate) => float32(rate)), fc.constant(bool(true))),
  }),
  Elu: unary('apart', someFloat('alpha', 0.1, 2)),
  Erf: unary('any'),
  Exp: unary('any'),
  Gelu: unary('any', fc.constantFrom('none', 'tanh').map((approximate) => ({ approximate: string(approximate) }))),
  HardSigmoid: unary('apart', fc.constantFrom({}, { alpha: float(1), beta: float(0.5) }, { alpha: float(0.5), beta: float(0.25) })),
  HardSwish: unary('apart'),
  LeakyRelu: unary('apart', someFloat('alpha', -1, 1)),
  Log: unary('positive'),
  Max: extremum,
  Min: extremum,
  Mish: unary('any'),
  Mul: binary(),
  Neg: unary('any'),
  PRelu: anyShape.chain((shape) => fc.record({ inputs: fc.tuple(fc.constant(shape), broadcastTo(shape)), values: fc.constant('apart') })),
  Pow: binary('positive'),
  Relu: unary('apart'),
  Selu: unary('apart', together(someFloat('alpha', 0.1, 2), someFloat('gamma', 0.5, 2))),
  Sigmoid: unary('any'),
  Softplus: unary('any'),
  Sqrt: unary('positive'),
  Sub: binary(),
  Acos: unary('small'),
  Acosh: unary('large'),
  Asin: unary('small'),
  Asinh: unary('any'),
  Atan: unary('any'),
  Atanh: unary('small'),
  Cos: unary('any'),
  Cosh: unary('any'),
  Sin: unary('any'),
  Sinh: unary('any'),
  Tan: unary('any'),
  Tanh: unary('any'),
  Where: anyShape.chain((shape) =>
    fc.record({ inputs: fc.tuple(broadcastTo(shape).chain(bools), broadcastTo(shape), broadcastTo(shape)) }),
  ),
} satisfies Partial<Record<Operator, RandomCase>>
