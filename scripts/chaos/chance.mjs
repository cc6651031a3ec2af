// Random numbers that a seed repeats, for what a campaign does and when.

/** Mulberry32: one number in [0, 1) a call. @param {number} seed @returns {() => number} */
export function chance(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** One of several. @template Item @param {() => number} random @param {readonly Item[]} items @returns {Item} */
export function oneOf(random, items) {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new RangeError('there is nothing to choose from')
  return item
}

/** All items in another order. @template Item @param {() => number} random @param {readonly Item[]} items @returns {Item[]} */
export function shuffled(random, items) {
  return items.map((item) => ({ item, at: random() })).sort((a, b) => a.at - b.at).map(({ item }) => item)
}
