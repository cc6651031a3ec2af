// The schedule's settings in a RunSpec: how the learning rate changes while a run goes on.
import { z } from 'zod'
import { exponentialFactor, scheduleNames, scheduleSettings as settings } from './settings/schedule-settings'
import { numberSchema } from './settings/value-schema'

const common = {
  warmupEpochs: numberSchema(settings.warmupEpochs).default(settings.warmupEpochs.default),
}

export const scheduleSchema = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('constant'), ...common }),
  /** Multiplied by a factor every so many epochs. */
  z.strictObject({
    name: z.literal('step'),
    ...common,
    everyEpochs: numberSchema(settings.everyEpochs).default(settings.everyEpochs.default),
    factor: numberSchema(settings.factor).default(settings.factor.default),
  }),
  /** Multiplied by a factor over each epoch, a little at every step. */
  z.strictObject({ name: z.literal('exponential'), ...common, factor: numberSchema(settings.factor).default(exponentialFactor) }),
  /** Half a cosine wave down to a share of the learning rate. */
  z.strictObject({ name: z.literal('cosine'), ...common, finalShare: numberSchema(settings.finalShare).default(settings.finalShare.default) }),
  /** Up to the learning rate and down again, along cosines. */
  z.strictObject({
    name: z.literal('one-cycle'),
    ...common,
    riseShare: numberSchema(settings.riseShare).default(settings.riseShare.default),
    startDivisor: numberSchema(settings.startDivisor).default(settings.startDivisor.default),
    finalDivisor: numberSchema(settings.finalDivisor).default(settings.finalDivisor.default),
    lowMomentum: numberSchema(settings.lowMomentum).nullable().default(settings.lowMomentum.default),
  }),
])
export type ScheduleSettings = z.infer<typeof scheduleSchema>
export type ScheduleName = ScheduleSettings['name']
export type ScheduleOf<Name extends ScheduleName> = Extract<ScheduleSettings, { readonly name: Name }>

/** Every schedule, in the order in which choosers list them. */
export const schedules: readonly { readonly name: ScheduleName; readonly title: string }[] = scheduleNames.map((name) => ({
  name,
  title: settings.name.titles[name],
}))

/** Whether a schedule's rates follow from the number of all steps, so that another number of epochs changes the rates of every step. */
export const dependsOnLength: Readonly<Record<ScheduleName, boolean>> = {
  constant: false,
  step: false,
  exponential: false,
  cosine: true,
  'one-cycle': true,
}

/** The settings that a schedule begins with. */
export function defaultSchedule(name: ScheduleName): ScheduleSettings {
  return scheduleSchema.parse({ name })
}
