// Splits values with long lists into several messages: reading thousands of records from one message would block the receiving thread.

/** Items in a piece: copying them takes a millisecond or two even for records of runs. */
const pieceLength = 50

/** A part of a value: the value itself with its long lists left empty, then their items. */
export type Piece =
  | { readonly kind: 'value'; readonly value: unknown }
  /** `list`: name of the field that the items belong to; null: the value is the list. */
  | { readonly kind: 'items'; readonly list: string | null; readonly items: readonly unknown[] }

/** A value as pieces, in order. Split are long lists that are the value itself or one of its fields; deeper ones stay whole. */
export function* piecesOf(value: unknown): Generator<Piece, void> {
  if (isLong(value)) {
    yield { kind: 'value', value: [] }
    yield* itemsOf(null, value)
    return
  }
  const fields = isRecord(value) ? Object.entries(value) : []
  const long = fields.flatMap(([name, field]) => (isLong(field) ? [{ name, field }] : []))
  if (long.length === 0) {
    yield { kind: 'value', value }
    return
  }
  yield { kind: 'value', value: { ...Object.fromEntries(fields), ...Object.fromEntries(long.map(({ name }) => [name, []])) } }
  for (const { name, field } of long) yield* itemsOf(name, field)
}

/** Puts a value together from its pieces. */
export class PieceCollector {
  #value: unknown

  add(piece: Piece): void {
    if (piece.kind === 'value') this.#value = piece.value
    else this.#listOf(piece.list).push(...piece.items)
  }

  get value(): unknown {
    return this.#value
  }

  #listOf(name: string | null): unknown[] {
    const list = name === null ? this.#value : isRecord(this.#value) ? this.#value[name] : undefined
    if (Array.isArray(list)) return list
    throw new Error('items came before the value that they belong to')
  }
}

function* itemsOf(list: string | null, items: readonly unknown[]): Generator<Piece, void> {
  for (let start = 0; start < items.length; start += pieceLength) yield { kind: 'items', list, items: items.slice(start, start + pieceLength) }
}

function isLong(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > pieceLength
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value)
}
