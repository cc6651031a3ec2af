// SweepSpec: everything that decides a sweep, in one validated object: a base run, the axes that vary, the strategy, and the seeds.
import { z } from 'zod'
import { maxTitleLength } from '../runs/run-record'
import { storedSpecSchema } from '../training/migrate-spec'
import { runSettings } from '../training/settings/run-settings'
import { numberSchema } from '../training/settings/value-schema'
import { axisSchema, isRange, numberSettingAt, settingValueSchema, type Axis } from './axis'
import { strategySchema } from './strategy'

/** Version of the format. */
export const sweepVersion = 1

/** Most axes: each takes a dimension of the Sobol sequence. */
export const mostAxes = 20

export const mostSeeds = 100

const fieldsSchema = z.strictObject({
  version: z.literal(sweepVersion),
  /** Empty: made of the axes. */
  title: z.string().max(maxTitleLength).default(''),
  /** The run whose settings the axes vary; with successive halving its epochs are those of the last rung. */
  base: storedSpecSchema,
  axes: z.array(axisSchema).max(mostAxes),
  strategy: strategySchema,
  /** Each point is trained once with each of these seeds; the base's own seed counts for nothing. */
  seeds: z.array(numberSchema(runSettings.seed)).min(1, 'must hold at least one seed').max(mostSeeds).default([runSettings.seed.default]),
})

/** The fields, with the rules across several of them. */
export const sweepSpecSchema = fieldsSchema.superRefine(({ axes, strategy, seeds, base }, context) => {
  const add = (path: readonly (string | number)[], message: string): void => {
    context.addIssue({ code: 'custom', path: [...path], message })
  }
  const paths = axes.flatMap(({ setting, along }) => [setting, ...along])
  for (const [index, axis] of axes.entries()) {
    for (const { path, message } of axisFaults(axis)) add(['axes', index, ...path], message)
    const own = [axis.setting, ...axis.along]
    const twice = own.find((path) => paths.filter((other) => other === path).length > 1)
    if (twice !== undefined) add(['axes', index, 'setting'], `must be the only axis of ${twice}`)
    if (strategy.kind === 'grid' && isRange(axis) && axis.count === null) add(['axes', index, 'count'], 'must be a number of steps, since a grid has no values in between')
    if (strategy.kind === 'asha' && own.includes('epochs')) add(['axes', index, 'setting'], 'must not be epochs: successive halving itself decides how long each point is trained')
    if (own.includes('seed') && seeds.length > 1) add(['axes', index, 'setting'], 'must not be seed beside several seeds: list them under `seeds` alone')
  }
  if (new Set(seeds).size < seeds.length) add(['seeds'], 'must differ from each other')
  if (strategy.kind === 'asha' && strategy.firstEpochs > base.epochs) add(['strategy', 'firstEpochs'], `must be at most the ${base.epochs} epochs of the base`)
})

export type SweepSpec = z.infer<typeof sweepSpecSchema>

/** A fault of an axis, by its place in it. */
interface AxisFault {
  readonly path: readonly (string | number)[]
  readonly message: string
}

function axisFaults(axis: Axis): readonly AxisFault[] {
  return [axis.setting, ...axis.along].flatMap((setting): readonly AxisFault[] => {
    const faultOf = (value: unknown) => settingValueSchema(setting).safeParse(value).error?.issues[0]?.message
    if (!isRange(axis)) {
      const texts = axis.values.map((value) => JSON.stringify(value))
      return axis.values.flatMap((value, index) => {
        const message = texts.indexOf(texts[index] ?? '') < index ? 'must not be there twice' : faultOf(value)
        return message === undefined ? [] : [{ path: ['values', index], message }]
      })
    }
    if (numberSettingAt(setting) === null) return [{ path: ['from'], message: `must not be there: ${setting} is no number; list its values` }]
    const ends = (['from', 'to'] as const).flatMap((end) => {
      const message = faultOf(axis[end])
      return message === undefined ? [] : [{ path: [end], message }]
    })
    return [
      ...ends,
      ...(axis.from < axis.to ? [] : [{ path: ['to'], message: 'must be greater than `from`' }]),
      ...(axis.scale === 'log' && axis.from <= 0 ? [{ path: ['from'], message: 'must be greater than 0 where the scale is logarithmic' }] : []),
    ]
  })
}
