// Whether an answer of the lab says what is known already: what depends on it is then left alone.

/** Compares plain data by its content; the order of keys counts. */
export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
