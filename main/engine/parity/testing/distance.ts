// The 2-norm of what training has changed, by a plain loop: there are up to 47 million values.

/** 2-norm of `after - before`; NaN where either is missing or they differ in length, so that every comparison with it fails. */
export function distance(before: Float32Array | undefined, after: Float32Array | undefined): number {
  if (!before || !after || before.length !== after.length) return NaN
  let squares = 0
  for (let index = 0; index < after.length; index++) squares += ((after[index] ?? NaN) - (before[index] ?? NaN)) ** 2
  return Math.sqrt(squares)
}
