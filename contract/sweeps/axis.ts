// The axes of a sweep: which setting varies, over a list of values or over a range.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { networkKey } from '../models/own-network'
import { datasetIdSchema } from '../data/datasets'
import type { NumberSetting } from '../training/settings/setting'
import { settingAt, settingPaths, settings, type SettingPath } from '../training/settings/table'
import { numberSchema } from '../training/settings/value-schema'

/** The settings that a sweep can vary. */
export type AxisPath = { [Path in SettingPath]: (typeof settings)[Path]['axis'] extends true ? Path : never }[SettingPath]

export const axisPaths = settingPaths.filter((path): path is AxisPath => settings[path].axis)

/** A value of a setting; null: the field is empty (`all`, `never`). A network is one of the zoo, or an own or imported one by its name. */
export const axisValueSchema = z.union([z.number(), z.string(), z.boolean(), z.null()])
export type AxisValue = z.infer<typeof axisValueSchema>

/** Most values of one list, and most steps of one range. */
export const mostAxisValues = 10_000

const settingSchema = z.enum(axisPaths as [AxisPath, ...AxisPath[]])

/** Settings that always have the same value as the axis's own: images stay square where the width follows the height. */
const alongSchema = z.array(settingSchema).default([])

const listAxisSchema = z.strictObject({
  setting: settingSchema,
  along: alongSchema,
  values: z.array(axisValueSchema).min(1, phrase('must hold at least one value')).max(mostAxisValues),
})

const rangeAxisSchema = z.strictObject({
  setting: settingSchema,
  along: alongSchema,
  from: z.number(),
  to: z.number(),
  /** Equal steps from end to end, both included; null: any value between (not for a grid). Whole numbers that fall together count once. */
  count: z.int().min(2, phrase('must be at least {min}', { min: 2 })).max(mostAxisValues).nullable().default(null),
  /** `log`: equal ratios instead of equal differences. */
  scale: z.enum(['linear', 'log']).default('linear'),
})

export const axisSchema = z.union([listAxisSchema, rangeAxisSchema])
export type Axis = z.infer<typeof axisSchema>
export type ListAxis = z.infer<typeof listAxisSchema>
export type RangeAxis = z.infer<typeof rangeAxisSchema>

export const isRange = (axis: Axis): axis is RangeAxis => 'from' in axis

/** The record of a setting that has numbers; null for switches and choices. */
export function numberSettingAt(path: AxisPath): NumberSetting | null {
  const setting = settingAt(path)
  return setting.kind === 'switch' || setting.kind === 'choice' || setting.kind === 'numbers' ? null : setting
}

/** What a value of a setting must be, on its own: bounds, choices, whether it may be empty. */
export function settingValueSchema(path: AxisPath): z.ZodType<AxisValue> {
  const setting = settingAt(path)
  switch (setting.kind) {
    case 'switch':
      return z.boolean(phrase('must be true or false'))
    case 'choice':
      if (path === 'network.model') return z.string(phrase('must be the name of a network')).refine((name) => networkKey(name) !== '', phrase('must be the name of a network'))
      if (setting.names === null) return datasetIdSchema
      return z.enum(setting.names as readonly [string, ...string[]], phrase('must be one of {names}', { names: setting.names.join(phrase(',  § between the words of an enumeration')) }))
    case 'count':
    case 'number':
    case 'share':
      return setting.empty === undefined ? numberSchema(setting) : numberSchema(setting).nullable()
    case 'numbers':
      throw new Error(`${path} is a list of numbers, which no sweep varies`)
  }
}
