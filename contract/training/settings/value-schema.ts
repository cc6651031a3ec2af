// The schema of a setting's value, made from the bounds that its record states.
import { z } from 'zod'
import type { Bounds, NumberSetting, NumbersSetting } from './setting'

/** A number within the bounds of its record; a fault names the bound: `must be at least 1`. */
export function numberSchema(setting: Pick<NumberSetting, 'kind' | 'unit' | keyof Bounds>): z.ZodNumber {
  const { kind, unit, min, max, above, below } = setting
  const pixels = unit === 'px' ? ' pixels' : ''
  let schema: z.ZodNumber = kind === 'count' ? z.int(`must be a whole number${pixels && ' of'}${pixels}`) : z.number()
  if (min !== undefined) schema = schema.min(min, `must be at least ${boundWords(min)}`)
  if (above !== undefined) schema = schema.gt(above, `must be greater than ${boundWords(above)}`)
  if (max !== undefined) schema = schema.max(max, `must be at most ${boundWords(max)}${pixels}`)
  if (below !== undefined) schema = schema.lt(below, `must be less than ${boundWords(below)}`)
  return schema
}

/** A list of numbers, each within the bounds of its record. */
export function numbersSchema({ most, ...bounds }: Pick<NumbersSetting, 'most' | keyof Bounds>) {
  return z.array(numberSchema({ kind: 'number', ...bounds }), 'must be numbers with commas between').min(1, 'must have a number').max(most, `must have at most ${most} numbers`)
}

/** `64`; a large power of ten as `1e9`. */
function boundWords(bound: number): string {
  return bound >= 1e6 && Number.isInteger(Math.log10(bound)) ? bound.toExponential().replace('+', '') : String(bound)
}
