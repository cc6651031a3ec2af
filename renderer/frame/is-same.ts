// Compares the lab's answers with known ones, so that nothing is updated where nothing has changed.

/** Compares plain data by its content; the order of keys counts. */
export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
