// Byte arrays one behind the other, as a chunk of steps is fed them.

/** One array of all bytes; where there is only one array, that very one. */
export function joined(arrays: readonly Uint8Array[]): Uint8Array {
  const [only] = arrays
  if (only && arrays.length === 1) return only
  const all = new Uint8Array(arrays.reduce((bytes, { length }) => bytes + length, 0))
  let place = 0
  for (const array of arrays) {
    all.set(array, place)
    place += array.length
  }
  return all
}
