// Values of Python that the reader of pickles knows.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import type { ElementType } from '../arrays/element-type'

/** Bytes that were not kept: where they lie in what was read. */
export class DistantBytes {
  readonly offset: number
  readonly length: number

  constructor(offset: number, length: number) {
    this.offset = offset
    this.length = length
  }
}

/** A function or class of Python, by its name. */
export class PickleGlobal {
  /** With its module: `numpy.ndarray`. */
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/** A type of NumPy's elements; null: one that the lab does not read. */
export class PickleElementType {
  type: ElementType | null

  constructor(type: ElementType | null) {
    this.type = type
  }
}

/** What an array of NumPy holds. */
export interface PickleArrayContent {
  readonly shape: readonly number[]
  readonly type: ElementType
  /** Whether the first index changes fastest. */
  readonly isFortran: boolean
  readonly data: PickleBytes
}

/** An array of NumPy. */
export class PickleArray {
  /** Null until its state comes. */
  content: PickleArrayContent | null

  constructor(content: PickleArrayContent | null) {
    this.content = content
  }
}

/** Bytes, and text of Python 2, which is no different there. */
export type PickleBytes = Uint8Array | DistantBytes
export type PickleDict = Map<string | number, PickleValue>
/** Lists and tuples are both arrays here. */
export type PickleValue = null | boolean | number | bigint | string | PickleBytes | PickleValue[] | PickleDict | PickleGlobal | PickleElementType | PickleArray

/** What is wrong with a pickle, as the end of a sentence. */
export class BrokenPickle extends Error {}

/** The text of a value that is text or bytes; null: it is neither. */
export function pickleText(value: PickleValue | undefined): string | null {
  if (typeof value === 'string') return value
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.length).toString('utf8') : null
}

/** The entry of a dictionary that was pickled. @throws LabError `import/unsupported` where the value is none */
export function pickleDict(name: string, value: PickleValue): PickleDict {
  if (value instanceof Map) return value
  throw new LabError('import/unsupported', phrase('{name} cannot be imported: it holds no dictionary.', { name }), phrase('Choose a batch of CIFAR.'))
}
