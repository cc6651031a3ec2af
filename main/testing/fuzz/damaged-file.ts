// Mutations of files: the ways in which disks, networks, programs and foes damage them, each a function of random words.

/** Gives random integers in [0, bound). */
export type Draw = (bound: number) => number

type Mutation = (bytes: Uint8Array, draw: Draw) => Uint8Array

/** Numbers that readers of counts, sizes and offsets stumble over. */
const awkwardNumbers = [0, 1, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff]

const change = (bytes: Uint8Array, edit: (copy: Uint8Array) => void): Uint8Array => {
  const copy = Uint8Array.from(bytes)
  edit(copy)
  return copy
}

const spliced = (bytes: Uint8Array, from: number, to: number, put: Uint8Array): Uint8Array => Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(to)])

/** Most headers are at the beginning, some lists at the end. */
function place(length: number, draw: Draw): number {
  const near = Math.min(length, 64)
  return [() => draw(length), () => draw(near), () => length - 1 - draw(near)][draw(3)]?.() ?? 0
}

const mutations: readonly Mutation[] = [
  /** A bit. */
  (bytes, draw) => change(bytes, (copy) => {
    const at = place(copy.length, draw)
    copy[at] = (copy[at] ?? 0) ^ (1 << draw(8))
  }),
  /** A byte. */
  (bytes, draw) => change(bytes, (copy) => (copy[place(copy.length, draw)] = draw(256))),
  /** A number of one, two or four bytes, either way round. */
  (bytes, draw) => change(bytes, (copy) => {
    const [number, size, at] = [awkwardNumbers[draw(awkwardNumbers.length)] ?? 0, 2 ** draw(3), place(copy.length, draw)]
    const isBigEnd = draw(2) === 0
    for (let byte = 0; byte < size && at + byte < copy.length; byte++) copy[at + byte] = number >>> (8 * (isBigEnd ? size - 1 - byte : byte))
  }),
  /** Cut short. */
  (bytes, draw) => bytes.subarray(0, draw(bytes.length)),
  /** A piece is missing, is there twice, or is of another place. */
  (bytes, draw) => {
    const from = place(bytes.length, draw)
    return spliced(bytes, from, Math.min(bytes.length, from + 1 + draw(64)), new Uint8Array())
  },
  (bytes, draw) => {
    const from = place(bytes.length, draw)
    return spliced(bytes, from, from, bytes.subarray(from, from + 1 + draw(256)))
  },
  (bytes, draw) => {
    const [from, to, length] = [place(bytes.length, draw), place(bytes.length, draw), 1 + draw(64)]
    return change(bytes, (copy) => { copy.set(bytes.subarray(from, from + Math.min(length, bytes.length - to)), to) })
  },
  /** A sector of zeros. */
  (bytes, draw) => change(bytes, (copy) => {
    const from = draw(copy.length)
    copy.fill(0, from, from + 1 + draw(512))
  }),
  /** More behind the end. */
  (bytes, draw) => spliced(bytes, bytes.length, bytes.length, Uint8Array.from({ length: 1 + draw(64) }, () => draw(256))),
]

/** One or several mutations of a file; fewer are more frequent. */
export function mutatedFile(bytes: Uint8Array, draw: Draw): Uint8Array {
  let mutated = bytes
  do {
    if (mutated.length === 0) break
    mutated = mutations[draw(mutations.length)]?.(mutated, draw) ?? mutated
  } while (draw(2) > 0)
  return mutated
}
