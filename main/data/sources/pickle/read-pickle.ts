// Reads what Python has pickled, protocols 0 to 5, without running any of it: numbers, text, bytes, lists, dictionaries and arrays of NumPy.
// https://docs.python.org/3/library/pickle.html; opcodes as Lib/pickletools.py of CPython tells them.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import type { ByteReader } from '../bytes/byte-reader'
import { damaged } from '../source-faults'
import { callGlobal, isAllowedGlobal, setState } from './pickle-globals'
import { BrokenPickle, DistantBytes, PickleGlobal, type PickleBytes, type PickleDict, type PickleValue } from './pickle-values'

/** Bytes of more than this length are left in their file. */
const mostKeptAtOnce = 4096

/** Bounds of memory and time of one pickle. */
const bounds = {
  /** Values that it makes or fetches. */
  values: 2_000_000,
  /** Bytes of texts, and of bytes that are kept. */
  keptBytes: 2 ** 28,
  /** Of one line of protocol 0. */
  lineBytes: 2 ** 28,
  /** Marks that are open at a time. */
  depth: 1000,
  /** Of the line or the bytes of one integer. */
  integerBytes: 1024,
}

/**
 * Reads one pickle; the reader then stands behind it. Long bytes, of arrays for example, are not kept: the value tells where they lie in what the reader reads.
 * @param name of the file, for messages
 * @throws LabError `import/pickle-refused` where it calls on anything but NumPy's arrays; `import/damaged`, `import/truncated`, `import/too-large`
 */
export async function readPickle(name: string, reader: ByteReader): Promise<PickleValue> {
  const machine = new PickleMachine(name, reader)
  try {
    return await machine.run()
  } catch (error) {
    if (error instanceof BrokenPickle) throw damaged(name, error.message)
    throw error
  }
}

/** Stands on the stack where a list, tuple or dictionary begins. */
const mark = Symbol('mark')

type StackEntry = PickleValue | typeof mark

class PickleMachine {
  readonly name: string
  readonly #reader: ByteReader
  readonly #stack: StackEntry[] = []
  readonly #memo = new Map<number, PickleValue>()
  #values = 0
  #keptBytes = 0
  #marks = 0

  constructor(name: string, reader: ByteReader) {
    this.name = name
    this.#reader = reader
  }

  async run(): Promise<PickleValue> {
    for (;;) {
      const code = this.#reader.takeByte() ?? (await this.byte())
      if (code === stop) return this.pop()
      const work = opcodes.get(code)
      if (!work) throw new BrokenPickle(phrase('it uses 0x{opcode}, which is none of the opcodes that hold arrays, numbers or text', { opcode: code.toString(16).padStart(2, '0') }))
      const waiting = work(this)
      if (waiting) await waiting
    }
  }

  push(value: PickleValue): void {
    if (++this.#values > bounds.values) throw this.tooLarge(phrase('more than {most} values', { most: bounds.values }))
    this.#stack.push(value)
  }

  pop(): PickleValue {
    const value = this.#stack.pop()
    if (value === undefined || value === mark) throw new BrokenPickle(phrase('a value in it is missing'))
    return value
  }

  top(): PickleValue {
    const value = this.#stack.at(-1)
    if (value === undefined || value === mark) throw new BrokenPickle(phrase('a value in it is missing'))
    return value
  }

  mark(): void {
    if (++this.#marks > bounds.depth) throw this.tooLarge(phrase('lists within lists more than {depth} deep', { depth: bounds.depth }))
    this.#stack.push(mark)
  }

  /** The values above the last mark, which goes with them. */
  popToMark(): PickleValue[] {
    const place = this.#stack.lastIndexOf(mark)
    if (place < 0) throw new BrokenPickle(phrase('the beginning of a list in it is missing'))
    const values = this.#stack.splice(place).slice(1) as PickleValue[] // above the last mark there is no other
    this.#marks--
    return values
  }

  /** Takes away a value, or a mark. */
  drop(): void {
    if (this.#stack.pop() === mark) this.#marks--
  }

  store(place: number): void {
    this.#memo.set(place, this.top())
    if (this.#memo.size > bounds.values) throw this.tooLarge(phrase('more than {most} values', { most: bounds.values }))
  }

  memoize(): void {
    this.store(this.#memo.size)
  }

  fetch(place: number): void {
    const value = this.#memo.get(place)
    if (value === undefined) throw new BrokenPickle(phrase('it fetches a value that was not stored'))
    this.push(value)
  }

  // Bytes and what they stand for

  async bytes(length: number): Promise<Buffer> {
    const bytes = this.#reader.take(length) ?? (await this.#reader.read(length))
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  }

  async byte(): Promise<number> {
    return this.#reader.takeByte() ?? (await this.#reader.read(1))[0] ?? 0
  }

  /** A length of eight bytes. */
  async longLength(): Promise<number> {
    const length = Number((await this.bytes(8)).readBigUInt64LE())
    if (!Number.isSafeInteger(length)) throw new BrokenPickle(phrase('it announces more bytes than there can be'))
    return length
  }

  async shortLength(): Promise<number> {
    return (await this.bytes(4)).readUInt32LE()
  }

  /** Without the end of the line. */
  async line(most = bounds.integerBytes): Promise<string> {
    const line = await this.#reader.readThrough(0x0a, Math.min(most, bounds.keptBytes - this.#keptBytes))
    if (!line) throw new BrokenPickle(phrase('a line in it does not end'))
    if (most > bounds.integerBytes) this.#keep(line.length)
    return Buffer.from(line.subarray(0, -1)).toString('latin1')
  }

  async text(length: number): Promise<string> {
    this.#keep(length)
    return (await this.bytes(length)).toString('utf8')
  }

  async content(length: number): Promise<PickleBytes> {
    if (length > mostKeptAtOnce) {
      const distant = new DistantBytes(this.#reader.position, length)
      await this.#reader.skip(length)
      return distant
    }
    this.#keep(length)
    return Uint8Array.from(await this.bytes(length))
  }

  async skip(length: number): Promise<void> {
    await this.#reader.skip(length)
  }

  #keep(bytes: number): void {
    this.#keptBytes += bytes
    if (this.#keptBytes > bounds.keptBytes) throw this.tooLarge(phrase('more than {megabytes} MB of text', { megabytes: bounds.keptBytes / 2 ** 20 }))
  }

  // What several opcodes do

  pushGlobal(module: string, name: string): void {
    const global = `${module}.${name}`
    if (!isAllowedGlobal(global)) throw this.refused(global)
    this.push(new PickleGlobal(global))
  }

  refused(what: string): LabError {
    return new LabError(
      'import/pickle-refused',
      phrase('{name} asks for {asked}, which could run a program; from pickles the lab takes numbers, text and arrays of NumPy alone.', { name: this.name, asked: JSON.stringify(what.slice(0, 200)) }),
      phrase('Save the arrays with numpy.savez, and import that file.'),
    )
  }

  tooLarge(what: string): LabError {
    return new LabError('import/too-large', phrase('{name} holds {what}.', { name: this.name, what }), phrase('Save the arrays with numpy.savez, and import that file.'))
  }

  append(values: readonly PickleValue[]): void {
    const list = this.top()
    if (!Array.isArray(list)) throw new BrokenPickle(phrase('it appends to something that is no list'))
    for (const value of values) list.push(value)
  }

  setItems(values: readonly PickleValue[]): void {
    const dict = this.top()
    if (!(dict instanceof Map)) throw new BrokenPickle(phrase('it sets entries of something that is no dictionary'))
    fill(dict, values)
  }
}

/** Keys and values in turn. */
function fill(dict: PickleDict, values: readonly PickleValue[]): PickleDict {
  if (values.length % 2 !== 0) throw new BrokenPickle(phrase('a key in it has no value'))
  for (let i = 0; i < values.length; i += 2) dict.set(keyOf(values[i]), values[i + 1] ?? null)
  return dict
}

/** Text of Python 2 is bytes to Python 3: both name the same entry here. */
function keyOf(value: PickleValue | undefined): string | number {
  if (typeof value === 'string' || typeof value === 'number') return value
  if (value instanceof Uint8Array) return Buffer.from(value).toString('latin1')
  throw new BrokenPickle(phrase('a key in it is neither text nor a number'))
}

/** An integer of two's complement, the lowest byte first. */
function longInteger(bytes: Buffer): number | bigint {
  let value = 0n
  for (const byte of bytes.toReversed()) value = (value << 8n) | BigInt(byte)
  const signed = BigInt.asIntN(8 * bytes.length, value)
  return Number.isSafeInteger(Number(signed)) ? Number(signed) : signed
}

function decimalInteger(digits: string): number | bigint {
  if (!/^[+-]?\d+$/.test(digits)) throw new BrokenPickle(phrase('a number in it is none'))
  const value = BigInt(digits.replace(/^\+/, ''))
  return Number.isSafeInteger(Number(value)) ? Number(value) : value
}

/** A number as `repr` writes it. */
function decimalFloat(text: string): number {
  const special: Readonly<Record<string, number>> = { inf: Infinity, '-inf': -Infinity, nan: NaN }
  const value = special[text] ?? (text.trim() === '' ? NaN : Number(text))
  if (Number.isNaN(value) && text !== 'nan') throw new BrokenPickle(phrase('a number in it is none'))
  return value
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', a: '\x07', b: '\b', f: '\f', v: '\v', '\\': '\\', "'": "'", '"': '"' }

/** Text in quotes with escapes, as `repr` of Python 2 writes it. */
function quotedBytes(line: string): Uint8Array {
  const [quote] = line
  if (line.length < 2 || (quote !== "'" && quote !== '"') || !line.endsWith(quote)) throw new BrokenPickle(phrase('a text in it has no quotes'))
  const text = line.slice(1, -1).replace(/\\(?:x([0-9a-fA-F]{2})|([0-7]{1,3})|([\s\S]))/g, (whole, hex?: string, octal?: string, letter?: string) => {
    if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16))
    if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8) & 0xff)
    return escapes[letter ?? ''] ?? whole
  })
  return Uint8Array.from(Buffer.from(text, 'latin1'))
}

/** Text in Python's `raw-unicode-escape`. */
const rawUnicode = (line: string): string =>
  line.replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/g, (whole, short?: string, long?: string) => {
    const point = parseInt(short ?? long ?? '', 16)
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole
  })

type Work = (machine: PickleMachine) => Promise<void> | void

const code = (letter: string): number => letter.charCodeAt(0)
const stop = code('.')
const refuse =
  (what: string): Work =>
  (machine) => {
    throw machine.refused(what)
  }

/** What each opcode does, in the order of the protocols that brought them. */
const opcodes: ReadonlyMap<number, Work> = new Map<number, Work>([
  // Protocol 0: lines of text
  [code('('), (m) => { m.mark() }],
  [code('0'), (m) => { m.drop() }],
  [code('1'), (m) => { m.popToMark() }],
  [code('2'), (m) => { m.push(m.top()) }],
  [code('N'), (m) => { m.push(null) }],
  [code('I'), async (m) => { const line = await m.line(); m.push(line === '00' ? false : line === '01' ? true : decimalInteger(line)) }],
  [code('L'), async (m) => { m.push(decimalInteger((await m.line()).replace(/L$/, ''))) }],
  [code('F'), async (m) => { m.push(decimalFloat(await m.line())) }],
  [code('S'), async (m) => { m.push(quotedBytes(await m.line(bounds.lineBytes))) }],
  [code('V'), async (m) => { m.push(rawUnicode(await m.line(bounds.lineBytes))) }],
  [code('c'), async (m) => { const module = await m.line(); m.pushGlobal(module, await m.line()) }],
  [code('R'), (m) => { const args = m.pop(); call(m, m.pop(), args) }],
  [code('b'), (m) => { const state = m.pop(); setState(m.top(), state) }],
  [code('i'), async (m) => { throw m.refused(`${await m.line()}.${await m.line()}`) }],
  [code('P'), refuse(phrase('an object outside the file'))],
  [code('d'), (m) => { m.push(fill(new Map(), m.popToMark())) }],
  [code('l'), (m) => { m.push(m.popToMark()) }],
  [code('t'), (m) => { m.push(m.popToMark()) }],
  [code('a'), (m) => { const value = m.pop(); m.append([value]) }],
  [code('s'), (m) => { const value = m.pop(); const key = m.pop(); m.setItems([key, value]) }],
  [code('p'), async (m) => { m.store(Number(decimalInteger(await m.line()))) }],
  [code('g'), async (m) => { m.fetch(Number(decimalInteger(await m.line()))) }],
  // Protocol 1: the same in bytes
  [code('J'), async (m) => { m.push((await m.bytes(4)).readInt32LE()) }],
  [code('K'), async (m) => { m.push(await m.byte()) }],
  [code('M'), async (m) => { m.push((await m.bytes(2)).readUInt16LE()) }],
  [code('G'), async (m) => { m.push((await m.bytes(8)).readDoubleBE()) }],
  [code('T'), async (m) => { m.push(await m.content(await m.shortLength())) }],
  [code('U'), async (m) => { m.push(await m.content(await m.byte())) }],
  [code('X'), async (m) => { m.push(await m.text(await m.shortLength())) }],
  [code(']'), (m) => { m.push([]) }],
  [code(')'), (m) => { m.push([]) }],
  [code('}'), (m) => { m.push(new Map()) }],
  [code('e'), (m) => { const values = m.popToMark(); m.append(values) }],
  [code('u'), (m) => { const values = m.popToMark(); m.setItems(values) }],
  [code('q'), async (m) => { m.store(await m.byte()) }],
  [code('r'), async (m) => { m.store(await m.shortLength()) }],
  [code('h'), async (m) => { m.fetch(await m.byte()) }],
  [code('j'), async (m) => { m.fetch(await m.shortLength()) }],
  [code('o'), refuse(phrase('an object of a class'))],
  [code('Q'), refuse(phrase('an object outside the file'))],
  // Protocol 2
  [0x80, (m) => m.skip(1)],
  [0x81, refuse(phrase('an object of a class'))],
  [0x82, refuse(phrase('an extension of pickle'))],
  [0x83, refuse(phrase('an extension of pickle'))],
  [0x84, refuse(phrase('an extension of pickle'))],
  [0x85, (m) => { m.push([m.pop()]) }],
  [0x86, (m) => { const second = m.pop(); m.push([m.pop(), second]) }],
  [0x87, (m) => { const third = m.pop(); const second = m.pop(); m.push([m.pop(), second, third]) }],
  [0x88, (m) => { m.push(true) }],
  [0x89, (m) => { m.push(false) }],
  [0x8a, async (m) => { m.push(longInteger(await m.bytes(await m.byte()))) }],
  [0x8b, async (m) => { const length = await m.shortLength(); if (length > bounds.integerBytes) throw m.tooLarge(phrase('an integer of too many digits')); m.push(longInteger(await m.bytes(length))) }],
  // Protocol 3
  [code('B'), async (m) => { m.push(await m.content(await m.shortLength())) }],
  [code('C'), async (m) => { m.push(await m.content(await m.byte())) }],
  // Protocol 4
  [0x8c, async (m) => { m.push(await m.text(await m.byte())) }],
  [0x8d, async (m) => { m.push(await m.text(await m.longLength())) }],
  [0x8e, async (m) => { m.push(await m.content(await m.longLength())) }],
  [0x92, refuse(phrase('an object of a class'))],
  [0x93, (m) => { const name = m.pop(); const module = m.pop(); if (typeof name !== 'string' || typeof module !== 'string') throw new BrokenPickle(phrase('a name in it is no text')); m.pushGlobal(module, name) }],
  [0x94, (m) => { m.memoize() }],
  [0x95, (m) => m.skip(8)],
  // Protocol 5
  [0x96, async (m) => { m.push(await m.content(await m.longLength())) }],
  [0x97, refuse(phrase('bytes outside the file'))],
  [0x98, (m) => { m.top() }],
])

function call(machine: PickleMachine, callee: PickleValue, args: PickleValue): void {
  if (!(callee instanceof PickleGlobal) || !Array.isArray(args)) throw new BrokenPickle(phrase('it calls something that cannot be called'))
  machine.push(callGlobal(callee, args))
}
