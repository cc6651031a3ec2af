// Compares many numbers at once: an assertion for each takes longer than to compute it.
import { expect } from 'vitest'

/** As many numbers, each as close as `toBeCloseTo` wants it; that is asked of those alone that are not, for its words. @param digits behind the point */
export function expectClose(values: ArrayLike<number>, wanted: ArrayLike<number>, digits: number, what: string): void {
  expect(values.length, what).toBe(wanted.length)
  for (let index = 0; index < values.length; index++) {
    const [value = NaN, other = NaN] = [values[index], wanted[index]]
    if (!(Math.abs(value - other) < 10 ** -digits / 2)) expect(value, `${what}[${index}]`).toBeCloseTo(other, digits)
  }
}
