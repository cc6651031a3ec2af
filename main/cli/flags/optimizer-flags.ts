// Flags of the optimizer and of the learning rate's schedule, and the settings that they come to.
import { optimizers, otherOptimizer, type OptimizerSettings } from '@contract/training/optimizer'
import { defaultSchedule, schedules, type ScheduleSettings } from '@contract/training/schedule'
import { choiceOf } from './choice'
import { numberOf } from './number-flag'
import { UsageError } from './usage-error'

/** As the command line gives them: text, or nothing. */
export interface OptimizerFlags {
  readonly optimizer?: string
  readonly lr?: string
  readonly momentum?: string
  readonly weightDecay?: string
  readonly decoupledDecay?: boolean
  readonly decayBiases?: boolean
  readonly clipNorm?: string
  readonly beta1?: string
  readonly beta2?: string
  readonly epsilon?: string
}

export interface ScheduleFlags {
  readonly schedule?: string
  readonly warmup?: string
  readonly stepEpochs?: string
  readonly decayFactor?: string
  readonly finalShare?: string
  readonly riseShare?: string
  readonly startDivisor?: string
  readonly finalDivisor?: string
  readonly lowMomentum?: string
}

/** Which flag sets which field of the optimizer. */
const optimizerFields = {
  lr: 'learningRate',
  momentum: 'momentum',
  weightDecay: 'weightDecay',
  decoupledDecay: 'decoupledDecay',
  decayBiases: 'decayBiases',
  clipNorm: 'clipNorm',
  beta1: 'beta1',
  beta2: 'beta2',
  epsilon: 'epsilon',
} as const

/** Which flag sets which field of the schedule. */
const scheduleFields = {
  warmup: 'warmupEpochs',
  stepEpochs: 'everyEpochs',
  decayFactor: 'factor',
  finalShare: 'finalShare',
  riseShare: 'riseShare',
  startDivisor: 'startDivisor',
  finalDivisor: 'finalDivisor',
  lowMomentum: 'lowMomentum',
} as const

/** The flag of every field, for messages: `optimizer.clipNorm` -> `--clip-norm`. */
export const optimizerFlagOfField: Readonly<Record<string, string>> = {
  'optimizer.name': '--optimizer',
  'schedule.name': '--schedule',
  ...Object.fromEntries(Object.entries(optimizerFields).map(([flag, field]) => [`optimizer.${field}`, written(flag)])),
  ...Object.fromEntries(Object.entries(scheduleFields).map(([flag, field]) => [`schedule.${field}`, written(flag)])),
}

/**
 * The optimizer that flags make of another one. A momentum given to plain SGD makes it SGD with momentum; where AdamW takes the place of
 * another optimizer, or the other way round, the learning rate is a usual one for it unless it is given.
 * @param usualRate a usual learning rate of SGD
 * @throws UsageError where a flag is none of this optimizer's
 */
export function optimizerFromFlags(flags: OptimizerFlags, base: OptimizerSettings, usualRate: number): unknown {
  const asked = flags.optimizer === undefined ? base.name : choiceOf(flags.optimizer, namesOf(optimizers), '--optimizer')
  const name = asked === 'sgd' && flags.momentum !== undefined ? 'momentum' : asked
  const own = name === base.name ? base : otherOptimizer(base, name, usualRate)
  const given = givenFields(flags, optimizerFields, own, `--optimizer ${name}`)
  return { ...own, ...given, ...(given.clipNorm === 0 && { clipNorm: null }) }
}

/**
 * The schedule that flags make of another one.
 * @throws UsageError where a flag is none of this schedule's
 */
export function scheduleFromFlags(flags: ScheduleFlags, base: ScheduleSettings): unknown {
  const name = flags.schedule === undefined ? base.name : choiceOf(flags.schedule, namesOf(schedules), '--schedule')
  const own = name === base.name ? base : { ...defaultSchedule(name), warmupEpochs: base.warmupEpochs }
  return { ...own, ...givenFields(flags, scheduleFields, own, `--schedule ${name}`) }
}

function givenFields(flags: object, fieldOfFlag: Readonly<Record<string, string>>, own: object, whose: string): Readonly<Record<string, number | boolean>> {
  const given = Object.entries(flags).filter((entry): entry is [string, string | boolean] => entry[0] in fieldOfFlag && entry[1] !== undefined)
  return Object.fromEntries(
    given.map(([flag, value]) => {
      const field = fieldOfFlag[flag] ?? flag
      if (!(field in own)) throw new UsageError(`${written(flag)} means nothing with ${whose}.`)
      return [field, typeof value === 'string' ? (numberOf(value, written(flag)) ?? NaN) : value]
    }),
  )
}

const namesOf = <Name extends string>(list: readonly { readonly name: Name }[]): readonly Name[] => list.map(({ name }) => name)

/** `clipNorm` as one writes it: `--clip-norm`. */
function written(flag: string): string {
  return `--${flag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}
