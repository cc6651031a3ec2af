// The functions and classes that a pickle may call on: what NumPy's arrays and bytes need, and nothing else.
import { phrase } from '@language/phrase'
import { elementTypeOf } from '../arrays/element-type'
import { BrokenPickle, DistantBytes, PickleArray, PickleElementType, type PickleBytes, type PickleGlobal, type PickleValue } from './pickle-values'

type Call = (args: readonly PickleValue[]) => PickleValue

const doesNotFit = (what: string): BrokenPickle => new BrokenPickle(phrase('{what} in it does not fit', { what }))

const isText = (value: PickleValue | undefined): value is string => typeof value === 'string'

/** `_codecs.encode(text, 'latin1')`: how Python 3 writes bytes for the protocols of Python 2. */
const encode: Call = ([text]) => {
  if (!isText(text)) throw doesNotFit(phrase('a text'))
  return latin1(text)
}

const bytes: Call = ([content, encoding]) => {
  if (content === undefined) return new Uint8Array(0)
  if (content instanceof Uint8Array || content instanceof DistantBytes) return content
  if (isText(content) && isText(encoding)) return latin1(content)
  throw doesNotFit(phrase('a value of bytes'))
}

function latin1(text: string): Uint8Array {
  const encoded = Buffer.allocUnsafeSlow(text.length)
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code > 255) throw doesNotFit(phrase('a value of bytes'))
    encoded[i] = code
  }
  return encoded
}

/** `_reconstruct(ndarray, (0,), b'b')`: an empty array, which gets its state afterwards. */
const reconstruct: Call = () => new PickleArray(null)

const elementType: Call = ([description]) => {
  const text = description instanceof Uint8Array ? Buffer.from(description).toString('latin1') : description
  if (!isText(text)) throw doesNotFit(phrase('a type of elements'))
  return new PickleElementType(elementTypeOf(text))
}

/** `_frombuffer(buffer, dtype, shape, order)`: an array of protocol 5. */
const fromBuffer: Call = ([data, type, shape, order]) => arrayOf(shape, type, order === 'F', data)

/** `scalar(dtype, bytes)`: a number. */
const scalar: Call = ([type, data]) => arrayOf([], type, false, data)

/** Of NumPy, whose inner module has two names. */
const ofNumPy = (name: string, call: Call): readonly (readonly [string, Call])[] => [
  [`numpy.core.${name}`, call],
  [`numpy._core.${name}`, call],
]

const calls: ReadonlyMap<string, Call> = new Map<string, Call>([
  ...ofNumPy('multiarray._reconstruct', reconstruct),
  ...ofNumPy('multiarray.scalar', scalar),
  ...ofNumPy('numeric._frombuffer', fromBuffer),
  ['numpy.dtype', elementType],
  ['_codecs.encode', encode],
  ['__builtin__.bytes', bytes],
  ['builtins.bytes', bytes],
  ['__builtin__.bytearray', bytes],
  ['builtins.bytearray', bytes],
  ['collections.OrderedDict', () => new Map()],
])

/** Named in pickles, but never called. */
const named = new Set(['numpy.ndarray'])

/** Whether a pickle may name it. */
export const isAllowedGlobal = (name: string): boolean => calls.has(name) || named.has(name)

/** What a call of an allowed function gives. @throws BrokenPickle */
export function callGlobal({ name }: PickleGlobal, args: readonly PickleValue[]): PickleValue {
  const call = calls.get(name)
  if (!call) throw new BrokenPickle(phrase('it calls {name}, which cannot be called', { name }))
  return call(args)
}

/** Gives an array or a type its state. @throws BrokenPickle where the value has none */
export function setState(value: PickleValue | undefined, state: PickleValue): void {
  if (!Array.isArray(state)) throw doesNotFit(phrase('a state'))
  if (value instanceof PickleArray) {
    // (version, shape, type, whether in Fortran's order, data)
    const [, shape, type, isFortran, data] = state
    value.content = arrayOf(shape, type, isFortran === true || isFortran === 1, data).content
  } else if (value instanceof PickleElementType) {
    // (version, order of bytes, ...)
    const order = state[1] instanceof Uint8Array ? Buffer.from(state[1]).toString('latin1') : state[1]
    if (value.type) value.type = { ...value.type, isBigEndian: order === '>' }
  } else {
    throw new BrokenPickle(phrase('it sets a state of something that has none'))
  }
}

function arrayOf(shape: PickleValue | undefined, elementType: PickleValue | undefined, isFortran: boolean, data: PickleValue | undefined): PickleArray {
  if (!(elementType instanceof PickleElementType) || !elementType.type) throw new BrokenPickle(phrase('it holds an array of elements that the lab does not read'))
  const sizes = Array.isArray(shape) ? shape : [shape]
  const areSizes = sizes.every((size): size is number => typeof size === 'number' && Number.isSafeInteger(size) && size >= 0)
  if (!areSizes || sizes.length > 32) throw doesNotFit(phrase('the shape of an array'))
  if (!(data instanceof Uint8Array || data instanceof DistantBytes)) throw doesNotFit(phrase('the content of an array'))
  checkLength(data, sizes, elementType.type.size)
  return new PickleArray({ shape: sizes, type: elementType.type, isFortran, data })
}

function checkLength(data: PickleBytes, shape: readonly number[], size: number): void {
  if (shape.reduce((product, length) => product * length, size) !== data.length) throw doesNotFit(phrase('the length of an array'))
}
