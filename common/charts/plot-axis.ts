// Places of values along the axis of a chart: numbers on a linear or logarithmic scale, or a place for each of several names.
import { logRange } from './axis-range'
import { ticks } from './ticks'

export interface PlotTick {
  /** From 0 at the beginning of the axis to 1 at its end. */
  readonly place: number
  readonly text: string
}

export interface NumberTick extends PlotTick {
  readonly value: number
}

export interface PlotAxis<Value, Tick extends PlotTick = PlotTick> {
  readonly ticks: readonly Tick[]
  /** Place of a value, from 0 to 1. */
  readonly placeOf: (value: Value) => number
  /** The value at a place of a numeric axis; on one of names, the place's number with fractions, from 0 at the first. */
  readonly at: (place: number) => number
}

export interface NumberAxisOptions {
  readonly scale: 'linear' | 'log'
  readonly format: (value: number) => string
  /** Ticks, about. */
  readonly most: number
  /** Whether the ends are the outermost values themselves rather than round numbers beyond. */
  readonly isTight?: boolean
  /** Round numbers that cover a range, on a linear scale. */
  readonly ticksOf?: typeof ticks
}

/** An axis for numbers; without any it reaches from 0 to 1 and has no ticks. */
export function numberAxis(values: readonly number[], { scale, format, most, isTight = false, ticksOf = ticks }: NumberAxisOptions): PlotAxis<number, NumberTick> {
  if (values.length === 0) return { ticks: [], placeOf: (value) => value, at: (place) => place }
  const low = values.reduce((least, value) => Math.min(least, value), Infinity)
  const high = values.reduce((largest, value) => Math.max(largest, value), -Infinity)
  const isLog = scale === 'log' && low > 0
  const lines = isLog ? logRange([[{ x: 0, y: low }, { x: 0, y: high }]], null).ticks : ticksOf(low, high, most)
  const [from, to] = isTight && high > low ? [low, high] : [lines[0] ?? low, lines.at(-1) ?? high]
  const bend = isLog ? Math.log : (value: number) => value
  const unbend = isLog ? Math.exp : (value: number) => value
  const [start, end] = [bend(from), bend(to)]
  const placeOf = (value: number): number => (bend(value) - start) / (end - start)
  const shown = lines.filter((line) => placeOf(line) > -1e-6 && placeOf(line) < 1 + 1e-6)
  return { ticks: shown.map((line) => ({ place: placeOf(line), text: format(line), value: line })), placeOf, at: (place) => unbend(start + place * (end - start)) }
}

/** An axis with a place for each value in their order, the outermost half a step from the ends. */
export function nameAxis<Value>(values: readonly Value[], format: (value: Value) => string): PlotAxis<Value> {
  const count = Math.max(values.length, 1)
  const places = new Map(values.map((value, index) => [value, index]))
  const placeOf = (value: Value): number => ((places.get(value) ?? 0) + 0.5) / count
  return { ticks: values.map((value) => ({ place: placeOf(value), text: format(value) })), placeOf, at: (place) => place * count - 0.5 }
}
