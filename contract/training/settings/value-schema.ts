// The schema of a setting's value, made from the bounds that its record states.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import type { Bounds, NumberSetting, NumbersSetting } from './setting'

/** A number within the bounds of its record; a fault names the bound: `must be at least 1`. */
export function numberSchema(setting: Pick<NumberSetting, 'kind' | 'unit' | keyof Bounds>): z.ZodNumber {
  const { kind, unit, min, max, above, below } = setting
  const inPixels = unit === 'px'
  let schema: z.ZodNumber = kind === 'count' ? z.int(inPixels ? phrase('must be a whole number of pixels') : phrase('must be a whole number')) : z.number()
  if (min !== undefined) schema = schema.min(min, phrase('must be at least {min}', { min: boundWords(min) }))
  if (above !== undefined) schema = schema.gt(above, phrase('must be greater than {above}', { above: boundWords(above) }))
  if (max !== undefined) schema = schema.max(max, inPixels ? phrase('must be at most {max} pixels', { max: boundWords(max) }) : phrase('must be at most {max}', { max: boundWords(max) }))
  if (below !== undefined) schema = schema.lt(below, phrase('must be less than {below}', { below: boundWords(below) }))
  return schema
}

/** A list of numbers, each within the bounds of its record. */
export function numbersSchema({ most, ...bounds }: Pick<NumbersSetting, 'most' | keyof Bounds>) {
  return z.array(numberSchema({ kind: 'number', ...bounds }), phrase('must be numbers with commas between')).min(1, phrase('must have a number')).max(most, phrase('must have at most {most} numbers', { most }))
}

/** `64`; a large power of ten as `1e9`. */
function boundWords(bound: number): string {
  return bound >= 1e6 && Number.isInteger(Math.log10(bound)) ? bound.toExponential().replace('+', '') : String(bound)
}
