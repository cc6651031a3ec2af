// How many inputs operators take, and of which types: a node with others is refused by name before ONNX Runtime sees it.
import { phrase } from '@language/phrase'
import type { Value } from '../graph'
import type { Operator } from '../operators'
import { unsupported } from '../problems'
import { elementTypes, type ElementType } from '../tensor'

/** Types of an input by the word for them in a signature; `same`: the type of the first input. */
const types: Readonly<Record<string, readonly ElementType[]>> = {
  any: elementTypes,
  bool: ['bool'],
  float: ['float32', 'float64'],
  index: ['int32', 'int64'],
  int64: ['int64'],
  /** ONNX Runtime computes with few integers. */
  number: ['float32', 'float64', 'int32', 'int64'],
  single: ['float32'],
}

/** One word for each input; with a question mark it may be left out, with a star there may be more of it. */
type Signature = string

const alike = (signature: Signature, operators: readonly Operator[]): [Operator, Signature][] => operators.map((operator) => [operator, signature])

/** Of operators in the form in which the engine writes them; those that are not listed take one `single`. */
const signatures: ReadonlyMap<Operator, Signature> = new Map([
  ...alike(phrase('number same'), ['Add', 'Div', 'Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual', 'Max', 'Min', 'Mod', 'Mul', 'Sub']),
  ...alike('number', ['Abs', 'Neg', 'Sign']),
  ...alike(phrase('bool same'), ['And', 'Or']),
  ...alike('any', ['Cast', 'Flatten', 'Identity', 'Transpose']),
  ...alike('float', ['Ceil', 'Erf', 'Exp', 'Floor', 'Log', 'Round', 'Sqrt']),
  ...alike(phrase('number int64?'), ['ReduceMax', 'ReduceMin', 'ReduceProd', 'ReduceSum']),
  ...alike(phrase('any index'), ['Gather', 'GatherElements']),
  ...alike(phrase('any int64'), ['Expand', 'Reshape', 'Unsqueeze']),
  ...alike(phrase('any int64?'), ['Split', 'Squeeze']),
  ['ArgMax', 'number'],
  ['BatchNormalization', phrase('single single single single single')],
  ['Clip', phrase('number same? same?')],
  ['Concat', phrase('any any*')],
  ['Conv', phrase('single single single?')],
  ['ConvTranspose', phrase('single single single?')],
  ['CumSum', phrase('number index')],
  ['Dropout', phrase('single float? bool?')],
  ['Equal', phrase('any same')],
  ['Gemm', phrase('single single single?')],
  ['MatMul', phrase('single single')],
  ['Not', 'bool'],
  ['PRelu', phrase('single single')],
  ['Pad', phrase('number int64 same? index?')],
  ['Pow', phrase('number number')],
  ['ReduceMean', phrase('float int64?')],
  ['Resize', phrase('single any? single? int64?')],
  ['ScatterElements', phrase('number index same')],
  ['Slice', phrase('any index index index? index?')],
  ['TopK', phrase('single int64')],
  ['Where', phrase('bool number number')],
])

/**
 * @param inputs null: left out
 * @param label of the node, for messages
 * @throws LabError `onnx/unsupported` where an input is missing or of another type, or one too many is there
 */
export function assertInputs(operator: Operator, inputs: readonly (Value | null)[], label: string): void {
  const words = (signatures.get(operator) ?? 'single').split(' ')
  const repeated = words.at(-1)?.endsWith('*') ?? false
  const given = inputs.findLastIndex((value) => value !== null) + 1
  if (!repeated && given > words.length) throw unsupported(phrase('{label} has {given} inputs, but its operator takes no more than {words}', { label, given, words: words.length }))
  for (let index = 0; index < Math.max(given, words.length); index++) {
    const word = words[Math.min(index, words.length - 1)] ?? ''
    const input = inputs[index]
    if (!input) {
      if (word.endsWith('?') || (repeated && index >= given)) continue
      throw unsupported(phrase('{label} lacks its input {index}', { label, index }))
    }
    const kind = word.replace(/[?*]$/, '')
    const allowed = kind === 'same' ? [inputs[0]?.type ?? input.type] : (types[kind] ?? [])
    if (!allowed.includes(input.type)) throw unsupported(phrase('{label} computes with {allowed}, but its input {index} is of the type {type}', { label, allowed: allowed.join(', '), index, type: input.type }))
  }
}
