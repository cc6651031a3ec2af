// JSON damaged as people, other versions and foes damage it: values of other types and sizes, fields that are missing, double or of other names.
import { mutatedFile, type Draw } from './damaged-file'

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** A value in its list or object. */
interface Place {
  readonly holder: Json[] | Record<string, Json>
  readonly key: string
}

const nested = (depth: number): Json => Array.from({ length: depth }).reduce<Json>((inner) => [inner], 0)

const awkward: readonly (() => Json)[] = [
  ...[null, true, '', ' ', 'x', '0', '__proto__', '\u0000', '\ud800', '../../etc/passwd', '=1+1', '<script>', '\u001b[2J', 'x'.repeat(5000)].map((value) => () => value),
  ...[0, -0, 1, -1, 0.5, 1e-308, 1e308, 2 ** 31, 2 ** 32, 2 ** 53, -(2 ** 53), 1e21].map((value) => () => value),
  () => [], () => ({}), () => nested(100), () => Array.from({ length: 1000 }, (_, index) => index), () => ({ constructor: 1, toString: null }),
]
const names = ['', 'constructor', 'hasOwnProperty', 'toString', 'kind', 'version', 'id', 'ü', 'x'.repeat(300)]

const one = <T>(list: readonly T[], draw: Draw): T | undefined => (list.length === 0 ? undefined : list[draw(list.length)])

function placesOf(value: Json): readonly Place[] {
  if (typeof value !== 'object' || value === null) return []
  const holder = value
  return Object.entries(holder).flatMap(([key, inner]) => [{ holder, key }, ...placesOf(inner)])
}

const valueAt = ({ holder, key }: Place): Json => (holder as Record<string, Json>)[key] ?? null

function put({ holder, key }: Place, value: Json): void {
  Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true })
}

type Edit = (place: Place, all: readonly Place[], draw: Draw) => void

const edits: readonly Edit[] = [
  (place, _, draw) => { put(place, one(awkward, draw)?.() ?? null) },
  (place, _, draw) => { put(place, one(awkward, draw)?.() ?? null) },
  /** A value of another place. */
  (place, all, draw) => {
    const other = one(all, draw)
    if (other) put(place, structuredClone(valueAt(other)))
  },
  /** A number a little beside the one that was there. */
  (place, _, draw) => {
    const value = valueAt(place)
    if (typeof value === 'number') put(place, one([value + 1, value - 1, -value, value * 1000, value / 3], draw) ?? 0)
  },
  ({ holder, key }) => {
    if (Array.isArray(holder)) holder.splice(Number(key), 1)
    else Reflect.deleteProperty(holder, key)
  },
  /** Once more under another name, or once more in the list. */
  (place, _, draw) => {
    const value = structuredClone(valueAt(place))
    if (Array.isArray(place.holder)) place.holder.push(value)
    else put({ ...place, key: one(names, draw) ?? '' }, value)
  },
]

/** JSON with some of its values changed; of every fifth the text, too. */
export function damagedJson(input: Uint8Array, draw: Draw): Uint8Array {
  const root = { value: JSON.parse(Buffer.from(input).toString('utf8')) as Json }
  do {
    const all = placesOf(root)
    const place = one(all, draw)
    if (place) one(edits, draw)?.(place, all, draw)
  } while (draw(2) > 0)
  const text = Buffer.from(JSON.stringify(root.value ?? null))
  return draw(5) === 0 ? mutatedFile(text, draw) : text
}
