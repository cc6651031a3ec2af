// The numbers along an axis: all of a linear axis in one unit and with as many decimals, each of a logarithmic one in its own.
import { phrase } from '@language/phrase'
import type { ValueKind } from '@contract/reports/report-chart'
import { withMinus } from '../words/with-minus'
import { byteUnit } from '../words/formats'
import { ticks } from './ticks'

export interface TickUnit {
  readonly name: string
  /** Values in one unit. */
  readonly size: number
}

const plain: TickUnit = { name: '', size: 1 }
const perCent: TickUnit = { name: '%', size: 0.01 }

/** From the smallest unit up: the first whose limit is not reached is the one. */
const timeUnits: readonly (TickUnit & { readonly below: number })[] = [
  { name: 'ns', size: 1e-9, below: 0.9995e-6 },
  { name: 'µs', size: 1e-6, below: 0.9995e-3 },
  { name: 'ms', size: 1e-3, below: 0.9995 },
  { name: phrase('s § unit of time'), size: 1, below: 120 },
  { name: phrase('min'), size: 60, below: 7200 },
  { name: phrase('h § unit of time'), size: 3600, below: 172_800 },
  { name: phrase('d § unit of time'), size: 86_400, below: Infinity },
]
const countUnits: readonly (TickUnit & { readonly below: number })[] = [
  { ...plain, below: 1e4 },
  { name: 'k', size: 1e3, below: 1e6 },
  { name: 'M', size: 1e6, below: 1e9 },
  { name: 'G', size: 1e9, below: 1e12 },
  { name: 'T', size: 1e12, below: 1e16 },
  { ...plain, below: Infinity },
]

const unitBelow = (units: readonly (TickUnit & { readonly below: number })[], value: number): TickUnit => (value === 0 ? undefined : units.find(({ below }) => value < below)) ?? plain

/** The unit in which a value of a kind reads best. */
const unitsOf: Readonly<Record<ValueKind, (size: number) => TickUnit>> = {
  number: () => plain,
  loss: () => plain,
  count: (size) => unitBelow(countUnits, size),
  rate: (size) => unitBelow(countUnits, size),
  flops: (size) => unitBelow(countUnits, size),
  share: () => perCent,
  bytes: byteUnit,
  seconds: (size) => (size === 0 ? { name: phrase('s § unit of time'), size: 1 } : unitBelow(timeUnits, size)),
}

/** Kinds whose 0 needs no unit: a thousand of nothing is nothing. */
const countKinds: ReadonlySet<ValueKind> = new Set(['count', 'rate', 'flops'])

const largestOf = (values: readonly number[]): number => values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)

/** Round numbers that cover a range, round in the unit in which they are written: minutes for an hour, whole ones for counts. */
export function valueTicks(kind: ValueKind, low: number, high: number, most: number): readonly number[] {
  const { size } = unitsOf[kind](largestOf([low, high]))
  const few = kind === 'count' && high - low >= 1 ? Math.max(1, Math.min(most, Math.floor(high - low))) : most
  return ticks(low / size, high / size, few).map((line) => Number((line * size).toPrecision(12)))
}

/** Decimals beyond which digits are rounding. */
const mostDecimals = 8
/** Sizes from and below which numbers are written in powers of ten. */
const [largeNumber, smallNumber] = [1e6, 1e-3]

function decimalsOf(value: number): number {
  const [digits = '', power = '0'] = Number(value.toPrecision(8)).toExponential().split('e')
  return Math.min(Math.max(digits.replace(/^-?\d\.?/, '').length - Number(power), 0), mostDecimals)
}

const grouped = (text: string): string => text.replace(/^-?\d{4,}/, (whole) => whole.replaceAll(/\B(?=(\d{3})+$)/g, ','))
const isInPowers = (largest: number): boolean => largest !== 0 && (largest >= largeNumber || largest < smallNumber)

/**
 * The words of the values with ticks along an axis, in their order.
 * @param space between a number and its unit
 */
export function tickWords(kind: ValueKind, lines: readonly number[], scale: 'linear' | 'log', space: string): readonly string[] {
  const written = (value: number, { name, size }: TickUnit, decimals: number, inPowers: boolean): string => {
    const number = inPowers ? Number((value / size).toPrecision(4)).toExponential().replace('+', '') : grouped((value / size).toFixed(decimals))
    return withMinus(`${number}${name === '' ? '' : space}${name}`)
  }
  if (scale === 'log') {
    return lines.map((line) => {
      const unit = unitsOf[kind](Math.abs(line))
      return written(line, unit, decimalsOf(line / unit.size), isInPowers(Math.abs(line) / unit.size))
    })
  }
  const unit = unitsOf[kind](largestOf(lines))
  const decimals = lines.reduce((most, line) => Math.max(most, decimalsOf(line / unit.size)), 0)
  const inPowers = isInPowers(largestOf(lines) / unit.size)
  const zero = inPowers || (unit.size > 1 && countKinds.has(kind)) ? '0' : null
  return lines.map((line) => (line === 0 && zero !== null ? zero : written(line, unit, decimals, inPowers)))
}
