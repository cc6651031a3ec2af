// Joins lists of indices into one.
export function joinedIndices(lists: readonly Uint32Array[]): Uint32Array {
  const whole = new Uint32Array(lists.reduce((sum, { length }) => sum + length, 0))
  let end = 0
  for (const list of lists) {
    whole.set(list, end)
    end += list.length
  }
  return whole
}
