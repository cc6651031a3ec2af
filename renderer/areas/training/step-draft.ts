// How steps are taken, as the form shows it: optimizer, schedule, label smoothing, micro-batches, numbers as they are typed.
import { defaultOptimizer, type OptimizerName, type OptimizerSettings } from '@contract/training/optimizer'
import type { RunSpec } from '@contract/training/run-spec'
import { defaultSchedule, type ScheduleName, type ScheduleSettings } from '@contract/training/schedule'

/** Numbers of the optimizers beside the learning rate, and of the schedules, by their names in a spec. */
const numbers = [
  ...(['momentum', 'beta1', 'beta2', 'epsilon', 'weightDecay', 'clipNorm'] as const),
  ...(['warmupEpochs', 'everyEpochs', 'factor', 'finalShare', 'riseShare', 'startDivisor', 'finalDivisor', 'lowMomentum'] as const),
]
export type StepNumber = (typeof numbers)[number]

/** Those that may be left empty. */
const optional: readonly string[] = ['clipNorm', 'lowMomentum'] satisfies StepNumber[]

export interface StepDraft extends Record<StepNumber, string> {
  optimizer: OptimizerName
  decayBiases: boolean
  decoupledDecay: boolean
  schedule: ScheduleName
  labelSmoothing: string
  microBatchSize: string
}

/** The numbers of one optimizer or schedule as text; none where it has no such number. */
function texts(settings: OptimizerSettings | ScheduleSettings): Partial<Record<StepNumber, string>> {
  const known = Object.entries(settings).filter(([field]) => (numbers as readonly string[]).includes(field))
  return Object.fromEntries(known.map(([field, value]) => [field, value === null ? '' : String(value)]))
}

/** What the fields show that an optimizer or a schedule does not have, should it be chosen. */
const others = {
  ...{ momentum: '', beta1: '', beta2: '', epsilon: '', weightDecay: '', clipNorm: '' },
  ...{ warmupEpochs: '', everyEpochs: '', factor: '', finalShare: '', riseShare: '', startDivisor: '', finalDivisor: '', lowMomentum: '' },
}

/** The fields that show an optimizer. */
export function draftOfOptimizer(optimizer: OptimizerSettings) {
  const decoupledDecay = 'decoupledDecay' in optimizer && optimizer.decoupledDecay
  return { optimizer: optimizer.name, decayBiases: optimizer.decayBiases, decoupledDecay, ...texts(optimizer) }
}

/** The fields that show a schedule. */
export function draftOfSchedule(schedule: ScheduleSettings) {
  return { schedule: schedule.name, ...texts(schedule) }
}

/** The fields that show how a spec's steps are taken. */
export function draftOfSteps({ optimizer, schedule, labelSmoothing, microBatchSize }: RunSpec): StepDraft {
  return {
    ...others,
    ...draftOfOptimizer(optimizer),
    ...draftOfSchedule(schedule),
    labelSmoothing: String(labelSmoothing),
    microBatchSize: microBatchSize === null ? '' : String(microBatchSize),
  }
}

/** Whether the chosen optimizer or schedule has a setting of this name, so that its field is shown. */
export function hasStepField({ optimizer, schedule }: Pick<StepDraft, 'optimizer' | 'schedule'>, field: StepNumber | 'decoupledDecay'): boolean {
  return field in defaultOptimizer(optimizer, 1) || field in defaultSchedule(schedule)
}

/** The chosen optimizer's settings but the learning rate, not yet checked. */
export function readOptimizer(draft: StepDraft, readDecimal: (text: string) => number): object {
  const { decayBiases, decoupledDecay } = draft
  return { name: draft.optimizer, ...readNumbers(draft, defaultOptimizer(draft.optimizer, 1), readDecimal), decayBiases, ...(hasStepField(draft, 'decoupledDecay') && { decoupledDecay }) }
}

/** The chosen schedule's settings, not yet checked. */
export function readSchedule(draft: StepDraft, readDecimal: (text: string) => number): object {
  return { name: draft.schedule, ...readNumbers(draft, defaultSchedule(draft.schedule), readDecimal) }
}

function readNumbers(draft: StepDraft, own: object, readDecimal: (text: string) => number): object {
  const read = (field: StepNumber): number | null => (optional.includes(field) && draft[field].trim() === '' ? null : readDecimal(draft[field]))
  return Object.fromEntries(numbers.filter((field) => field in own).map((field) => [field, read(field)]))
}
