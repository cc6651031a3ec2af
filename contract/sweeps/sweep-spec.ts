// SweepSpec: everything that decides a sweep, in one validated object: a base run, the axes that vary, the strategy, and the seeds.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { titleSchema } from '../runs/run-record'
import type { RunSpec } from '../training/run-spec'
import { storedSpecSchema } from '../training/migrate-spec'
import { runSettings } from '../training/settings/run-settings'
import { numberSchema } from '../training/settings/value-schema'
import { axisSchema, isRange, numberSettingAt, settingValueSchema, type Axis, type AxisPath } from './axis'
import { listedValues, valuesKey } from './listed-values'
import { flipsAsChances } from './migrate-sweep'
import { strategySchema, type ListStrategy } from './strategy'

/** Version of the format. */
export const sweepVersion = 1

/** Most axes: each takes a dimension of the Sobol sequence. */
export const mostAxes = 20

export const mostSeeds = 100

const fieldsSchema = z.strictObject({
  version: z.literal(sweepVersion),
  /** Empty: made of the axes. */
  title: titleSchema.default(''),
  /** The run whose settings the axes vary; with successive halving its epochs are those of the last rung. */
  base: storedSpecSchema,
  axes: z.array(axisSchema).max(mostAxes),
  strategy: strategySchema,
  /** Each point is trained once with each of these seeds; the base's own seed counts for nothing. */
  seeds: z.array(numberSchema(runSettings.seed)).min(1, phrase('must hold at least one seed')).max(mostSeeds).default([runSettings.seed.default]),
})

/** The fields, with the rules across several of them. */
export const sweepSpecSchema = z.preprocess(flipsAsChances, fieldsSchema.superRefine(({ axes, strategy, seeds, base }, context) => {
  const add = (path: readonly (string | number)[], message: string): void => {
    context.addIssue({ code: 'custom', path: [...path], message })
  }
  const paths = axes.flatMap(({ setting, along }) => [setting, ...along])
  for (const [index, axis] of axes.entries()) {
    for (const { path, message } of axisFaults(axis)) add(['axes', index, ...path], message)
    const own = [axis.setting, ...axis.along]
    const twice = own.find((path) => paths.filter((other) => other === path).length > 1)
    if (twice !== undefined) add(['axes', index, 'setting'], phrase('must be the only axis of {setting}', { setting: twice }))
    if (strategy.kind === 'grid' && isRange(axis) && axis.count === null) add(['axes', index, 'count'], phrase('must be a number of steps, since a grid has no values in between'))
    if (strategy.kind === 'asha' && own.includes('epochs')) add(['axes', index, 'setting'], phrase('must not be epochs: successive halving itself decides how long each point is trained'))
    if (own.includes('seed') && seeds.length > 1) add(['axes', index, 'setting'], phrase('must not be seed beside several seeds: list them under `seeds` alone'))
  }
  if (strategy.kind === 'list') for (const { path, message } of listFaults(strategy, axes, base)) add(path, message)
  if (new Set(seeds).size < seeds.length) add(['seeds'], phrase('must differ from each other'))
  if (strategy.kind === 'asha' && strategy.firstEpochs > base.epochs) add(['strategy', 'firstEpochs'], phrase('must be at most the {epochs} epochs of the base', { epochs: base.epochs }))
}))

export type SweepSpec = z.infer<typeof sweepSpecSchema>

/** A fault by its place. */
interface Fault {
  readonly path: readonly (string | number)[]
  readonly message: string
}

/** What is wrong with a value of a setting, e.g. `must be a whole number`. */
const valueFault = (setting: AxisPath, value: unknown): string | undefined => settingValueSchema(setting).safeParse(value).error?.issues[0]?.message

function axisFaults(axis: Axis): readonly Fault[] {
  return [axis.setting, ...axis.along].flatMap((setting): readonly Fault[] => {
    const faultOf = (value: unknown) => valueFault(setting, value)
    if (!isRange(axis)) {
      const texts = axis.values.map((value) => JSON.stringify(value))
      return axis.values.flatMap((value, index) => {
        const message = texts.indexOf(texts[index] ?? '') < index ? phrase('must not be there twice') : faultOf(value)
        return message === undefined ? [] : [{ path: ['values', index], message }]
      })
    }
    if (numberSettingAt(setting) === null) return [{ path: ['from'], message: phrase('must not be there: {setting} is no number; list its values', { setting }) }]
    const ends = (['from', 'to'] as const).flatMap((end) => {
      const message = faultOf(axis[end])
      return message === undefined ? [] : [{ path: [end], message }]
    })
    return [
      ...ends,
      ...(axis.from < axis.to ? [] : [{ path: ['to'], message: phrase('must be greater than `from`') }]),
      ...(axis.scale === 'log' && axis.from <= 0 ? [{ path: ['from'], message: phrase('must be greater than 0 where the scale is logarithmic') }] : []),
    ]
  })
}

/** Faults of listed points by their place in the sweep: each names settings of the axes and values that these list, and no two are the same run. */
function listFaults({ points }: ListStrategy, axes: readonly Axis[], base: RunSpec): readonly Fault[] {
  const keys = points.map((point) => valuesKey(listedValues(base, axes, point)))
  return [
    ...axes.flatMap((axis, index): readonly Fault[] => (isRange(axis) ? [{ path: ['axes', index, 'from'], message: phrase('must not be there: the axes of a list of points list their values') }] : [])),
    ...points.flatMap((point, index): readonly Fault[] => {
      const place = ['strategy', 'points', index]
      const faults = Object.entries(point).flatMap(([setting, value]): readonly Fault[] => {
        const axis = axes.find((other) => other.setting === setting)
        if (!axis) return [{ path: [...place, setting], message: phrase('must not be there: no axis is of {setting}', { setting }) }]
        const message = valueFault(axis.setting, value) ?? (isRange(axis) || axis.values.includes(value) ? undefined : phrase('must be one of the values of its axis'))
        return message === undefined ? [] : [{ path: [...place, setting], message }]
      })
      const twin = keys.indexOf(keys[index] ?? '')
      return twin < index && faults.length === 0 ? [{ path: place, message: phrase('must not be there twice: it is the same as the one in place {place}', { place: twin + 1 }) }] : faults
    }),
  ]
}
