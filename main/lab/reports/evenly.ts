// Some of many items, so that a chart can tell them apart.

/** At most so many items, evenly spread, the first and the last among them. */
export function evenly<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items
  return Array.from({ length: most }, (_, index) => items[Math.round((index / (most - 1)) * (items.length - 1))]).filter((item) => item !== undefined)
}
