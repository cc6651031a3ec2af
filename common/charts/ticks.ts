// Where the lines of a chart's grid go: round numbers in even steps.

/** Round numbers in even steps that cover a range; about `most` of them. */
export function ticks(low: number, high: number, most: number): readonly number[] {
  const least = 1e-12
  const span = high - low
  const flat = Math.abs(high) > least ? Math.abs(high) : 1
  const range = span > Math.max(least, 1e-9 * Math.abs(high)) ? span : flat
  const rough = range / most
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10)
  const first = Math.floor(low / step + 1e-9)
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9))
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)))
}
