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
  ...alike('number same', ['Add', 'Div', 'Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual', 'Max', 'Min', 'Mod', 'Mul', 'Sub']),
  ...alike('number', ['Abs', 'Neg', 'Sign']),
  ...alike('bool same', ['And', 'Or']),
  ...alike('any', ['Cast', 'Flatten', 'Identity', 'Transpose']),
  ...alike('float', ['Ceil', 'Erf', 'Exp', 'Floor', 'Log', 'Round', 'Sqrt']),
  ...alike('number int64?', ['ReduceMax', 'ReduceMin', 'ReduceProd', 'ReduceSum']),
  ...alike('any index', ['Gather', 'GatherElements']),
  ...alike('any int64', ['Expand', 'Reshape', 'Unsqueeze']),
  ...alike('any int64?', ['Split', 'Squeeze']),
  ['ArgMax', 'number'],
  ['BatchNormalization', 'single single single single single'],
  ['Clip', 'number same? same?'],
  ['Concat', 'any any*'],
  ['Conv', 'single single single?'],
  ['ConvTranspose', 'single single single?'],
  ['CumSum', 'number index'],
  ['Dropout', 'single float? bool?'],
  ['Equal', 'any same'],
  ['Gemm', 'single single single?'],
  ['MatMul', 'single single'],
  ['Not', 'bool'],
  ['PRelu', 'single single'],
  ['Pad', 'number int64 same? index?'],
  ['Pow', 'number number'],
  ['ReduceMean', 'float int64?'],
  ['Resize', 'single any? single? int64?'],
  ['ScatterElements', 'number index same'],
  ['Slice', 'any index index index? index?'],
  ['TopK', 'single int64'],
  ['Where', 'bool number number'],
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
  if (!repeated && given > words.length) throw unsupported(phrase('{node} has {given} inputs, but its operator takes no more than {most}', { node: label, given, most: words.length }))
  for (let index = 0; index < Math.max(given, words.length); index++) {
    const word = words[Math.min(index, words.length - 1)] ?? ''
    const input = inputs[index]
    if (!input) {
      if (word.endsWith('?') || (repeated && index >= given)) continue
      throw unsupported(phrase('{node} lacks its input {index}', { node: label, index }))
    }
    const kind = word.replace(/[?*]$/, '')
    const allowed = kind === 'same' ? [inputs[0]?.type ?? input.type] : (types[kind] ?? [])
    if (!allowed.includes(input.type)) throw unsupported(phrase('{node} computes with {allowed}, but its input {index} is of the type {type}', { node: label, allowed: allowed.join(', '), index, type: input.type }))
  }
}
