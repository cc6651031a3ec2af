// Shape inference of values in blocks of channels (see `blocked-layout.ts`): which operators may read them.
import type { Value } from '../graph'
import type { Operator } from '../operators'
import type { InferenceContext } from './inference'

/** Operators that compute each element by itself, in whatever order the elements lie. */
const elementwise: ReadonlySet<Operator> = new Set<Operator>([
  'Abs', 'Add', 'And', 'Cast', 'Clip', 'Cos', 'Div', 'Elu', 'Equal', 'Erf', 'Exp', 'Gelu', 'Greater', 'GreaterOrEqual', 'HardSigmoid', 'HardSwish', 'Identity', 'LeakyRelu', 'Less',
  'LessOrEqual', 'Log', 'Max', 'Min', 'Mish', 'Mul', 'Neg', 'Not', 'Or', 'Pow', 'Relu', 'Selu', 'Sigmoid', 'Sign', 'Sin', 'Softplus', 'Sqrt', 'Sub', 'Tanh', 'Where',
])

/**
 * The block of an operator's outputs, that of its inputs; undefined where no input is in blocks.
 * @throws Error where an operator would take the elements in the wrong order
 */
export function blockOf({ operator, inputs }: InferenceContext): number | undefined {
  const blocked = inputs.find((value) => value?.block !== undefined)
  if (!blocked) return undefined
  const fits = elementwise.has(operator) && inputs.every((value) => !value || value.block === blocked.block || isAlikeInBlocks(value))
  if (!fits) throw new Error('it does not read values in blocks of channels')
  return blocked.block
}

/** Whether a value broadcasts alike to images in blocks and to others: it does not vary within an image. */
const isAlikeInBlocks = ({ shape, block }: Value): boolean => block === undefined && shape.slice(-3).every((size) => size === 1)
