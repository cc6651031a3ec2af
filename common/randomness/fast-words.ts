// The words of Philox by WebAssembly, which multiplies 32 bits by 32 bits in one instruction: four times as fast as `fillWords`, for millions of weights and the masks of every step. The window's page may not run it.
import { blockWords, philox, type PhiloxKey } from './philox'

/** Opcodes and types of WebAssembly, https://webassembly.github.io/spec/core/binary/ */
const op = {
  ...{ loop: 0x03, branchIf: 0x0d, end: 0x0b, get: 0x20, set: 0x21, tee: 0x22, store32: 0x36, const32: 0x41, const64: 0x42 },
  ...{ add32: 0x6a, sub32: 0x6b, xor32: 0x73, multiply64: 0x7e, shiftRight64: 0x88, wrap: 0xa7, extend: 0xad },
} as const
const [i32, i64, empty, func] = [0x7f, 0x7e, 0x40, 0x60]
const section = { types: 1, functions: 3, memories: 5, exports: 7, code: 10 } as const

/** Places of the function's parameters and its own variables. */
const local = { blocks: 0, block: 1, c1: 2, c2: 3, c3: 4, key0: 5, key1: 6, at: 7, x0: 8, x1: 9, x2: 10, x3: 11, k0: 12, k1: 13, product0: 14, product1: 15 } as const
const parameters = 7

/** Blocks that the module's memory holds: one page of 64 KiB. */
const mostBlocks = 4096
const blockBytes = 16

/** An integer in as few groups of seven bits as hold it with its sign (LEB128). */
function signed(value: bigint): number[] {
  const bytes: number[] = []
  for (let rest = value; ; ) {
    const group = Number(rest & 0x7fn)
    rest >>= 7n
    if ((rest === 0n && group < 0x40) || (rest === -1n && group >= 0x40)) return [...bytes, group]
    bytes.push(group | 0x80)
  }
}

function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)]
}

const list = (items: readonly (readonly number[])[]): number[] => [...unsigned(items.length), ...items.flat()]
const sized = (bytes: readonly number[]): number[] => [...unsigned(bytes.length), ...bytes]
const get = (variable: number): number[] => [op.get, variable]
const set = (variable: number): number[] => [op.set, variable]
const const32 = (value: number): number[] => [op.const32, ...signed(BigInt(value | 0))]
const const64 = (value: number): number[] => [op.const64, ...signed(BigInt(value))]
const copied = (from: number, to: number): number[] => [...get(from), ...set(to)]
const increased = (variable: number, by: number): number[] => [...get(variable), ...const32(by), op.add32, ...set(variable)]

/** product = multiplier * x, 64 bits */
const multiplied = (x: number, multiplier: number, product: number): number[] => [...get(x), op.extend, ...const64(multiplier), op.multiply64, ...set(product)]
/** to = the upper half of the product ^ x ^ k */
const mixed = (product: number, x: number, k: number, to: number): number[] => [...get(product), ...const64(32), op.shiftRight64, op.wrap, ...get(x), op.xor32, ...get(k), op.xor32, ...set(to)]
const lower = (product: number, to: number): number[] => [...get(product), op.wrap, ...set(to)]

/** A round of the generator, as in `fillWords`. */
const round = [
  ...multiplied(local.x0, philox.multipliers[0], local.product0),
  ...multiplied(local.x2, philox.multipliers[1], local.product1),
  ...mixed(local.product1, local.x1, local.k0, local.x0),
  ...lower(local.product1, local.x1),
  ...mixed(local.product0, local.x3, local.k1, local.x2),
  ...lower(local.product0, local.x3),
]
const nextKey = [...increased(local.k0, philox.weyl[0]), ...increased(local.k1, philox.weyl[1])]

const code = [
  ...list([[parameters, i32], [2, i64]]),
  ...[op.loop, empty],
  ...[[local.block, local.x0], [local.c1, local.x1], [local.c2, local.x2], [local.c3, local.x3], [local.key0, local.k0], [local.key1, local.k1]].flatMap(([from = 0, to = 0]) => copied(from, to)),
  ...Array.from({ length: philox.rounds }, (_, place) => (place === 0 ? round : [...nextKey, ...round])).flat(),
  ...[local.x0, local.x1, local.x2, local.x3].flatMap((word, place) => [...get(local.at), ...get(word), op.store32, 2, 4 * place]),
  ...increased(local.at, blockBytes),
  ...increased(local.block, 1),
  ...[...get(local.blocks), ...const32(1), op.sub32, op.tee, local.blocks, op.branchIf, 0, op.end, op.end],
]

/** A function `f` that writes the words of blocks to the beginning of the memory `m`. */
const program = new Uint8Array([
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...[section.types, ...sized(list([[func, ...list(Array.from({ length: parameters }, () => [i32])), 0]]))],
  ...[section.functions, ...sized(list([[0]]))],
  ...[section.memories, ...sized(list([[0, 1]]))],
  ...[section.exports, ...sized(list([[1, 0x66, 0, 0], [1, 0x6d, 2, 0]]))],
  ...[section.code, ...sized(list([sized(code)]))],
])

interface Exports {
  readonly f: (blocks: number, block: number, c1: number, c2: number, c3: number, key0: number, key1: number) => void
  readonly m: { readonly buffer: ArrayBuffer }
}

/** What is used of the global object, of which Node's types tell nothing. */
interface WebAssemblyUse {
  readonly Module: new (program: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: Exports }
}
const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyUse }

let opened: Exports | null = null

/** As `fillWords`, whose words it gives. */
export function fillWordsFast(out: Uint32Array, [key0, key1]: PhiloxKey, [firstBlock, c1, c2, c3]: readonly [number, number, number, number]): void {
  opened ??= new WebAssembly.Instance(new WebAssembly.Module(program)).exports
  const { f, m } = opened
  for (let start = 0; start < out.length; start += mostBlocks * blockWords) {
    const words = new Uint32Array(m.buffer, 0, Math.min(mostBlocks * blockWords, out.length - start))
    f(Math.ceil(words.length / blockWords), firstBlock + start / blockWords, c1, c2, c3, key0, key1)
    out.set(words, start)
  }
}
