// The schedule's settings in a RunSpec: how the learning rate changes while a run goes on.
import { z } from 'zod'

const epochsSchema = z.number().positive('must be greater than 0').max(1000, 'must be at most 1000')
const shareSchema = z.number().gt(0, 'must be greater than 0').lt(1, 'must be less than 1')

const common = {
  /** The rate first rises to the schedule's beginning in equal steps for so many epochs; 0: no warm-up. */
  warmupEpochs: z.number().min(0, 'must be at least 0').max(1000, 'must be at most 1000').default(0),
}

export const scheduleSchema = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('constant'), ...common }),
  /** Multiplied by a factor every so many epochs. */
  z.strictObject({ name: z.literal('step'), ...common, everyEpochs: epochsSchema.default(3), factor: shareSchema.default(0.1) }),
  /** Multiplied by a factor over each epoch, a little at every step. */
  z.strictObject({ name: z.literal('exponential'), ...common, factor: shareSchema.default(0.8) }),
  /** Half a cosine wave down to a share of the learning rate. */
  z.strictObject({
    name: z.literal('cosine'),
    ...common,
    finalShare: z.number().min(0, 'must be at least 0').max(1, 'must be at most 1').default(0),
  }),
  /** Up to the learning rate and down again, along cosines. */
  z.strictObject({
    name: z.literal('one-cycle'),
    ...common,
    /** Share of the steps that go up. */
    riseShare: shareSchema.default(0.3),
    /** The rate begins at the learning rate divided by this. */
    startDivisor: z.number().min(1, 'must be at least 1').max(1e9, 'must be at most 1e9').default(25),
    /** And ends at its beginning divided by this. */
    finalDivisor: z.number().min(1, 'must be at least 1').max(1e9, 'must be at most 1e9').default(1e4),
    /** The momentum goes from the optimizer's own down to this while the rate goes up, and back; null: it stays. */
    lowMomentum: z.number().min(0, 'must be at least 0').lt(1, 'must be less than 1').nullable().default(null),
  }),
])
export type ScheduleSettings = z.infer<typeof scheduleSchema>
export type ScheduleName = ScheduleSettings['name']
export type ScheduleOf<Name extends ScheduleName> = Extract<ScheduleSettings, { readonly name: Name }>

/** Every schedule, in the order in which choosers list them. */
export const schedules: readonly { readonly name: ScheduleName; readonly title: string }[] = [
  { name: 'constant', title: 'Constant' },
  { name: 'step', title: 'Step' },
  { name: 'exponential', title: 'Exponential' },
  { name: 'cosine', title: 'Cosine' },
  { name: 'one-cycle', title: 'One cycle' },
]

/** The settings that a schedule begins with. */
export function defaultSchedule(name: ScheduleName): ScheduleSettings {
  return scheduleSchema.parse({ name })
}

/** The schedule in a few words each: `cosine schedule`, `2 epochs of warm-up`. Of a constant rate, no words. */
export function scheduleWords(schedule: ScheduleSettings): string[] {
  const { warmupEpochs } = schedule
  return [...courseWords(schedule), ...(warmupEpochs > 0 ? [`${warmupEpochs} ${warmupEpochs === 1 ? 'epoch' : 'epochs'} of warm-up`] : [])]
}

function courseWords(schedule: ScheduleSettings): string[] {
  switch (schedule.name) {
    case 'constant':
      return []
    case 'step':
      return [`rate times ${schedule.factor} every ${schedule.everyEpochs === 1 ? 'epoch' : `${schedule.everyEpochs} epochs`}`]
    case 'exponential':
      return [`rate times ${schedule.factor} over each epoch`]
    case 'cosine':
      return [schedule.finalShare === 0 ? 'cosine schedule' : `cosine schedule down to ${schedule.finalShare} of the rate`]
    case 'one-cycle':
      return ['one-cycle schedule', ...(schedule.lowMomentum === null ? [] : [`momentum down to ${schedule.lowMomentum}`])]
  }
}
