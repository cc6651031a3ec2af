// Whether two plans are the same work, however their sweeps are called and whatever the order of their fields.
import { experimentPlanSchema, partWorkSchema, type ExperimentPlan, type PartWork } from '@contract/experiments/experiment-record'

/** The same text for the same work. Titles of sweeps are left out: they are in the language in which the plan was made. */
export const workKey = (work: PartWork): string => textOf(untitled(partWorkSchema.parse(work)))

export const isSamePlan = (a: ExperimentPlan, b: ExperimentPlan): boolean => keyOf(a) === keyOf(b)

const keyOf = (plan: ExperimentPlan): string => textOf(Object.fromEntries(Object.entries(experimentPlanSchema.parse(plan)).map(([part, work]) => [part, untitled(work)])))

const untitled = (work: PartWork): PartWork => (work.kind === 'sweep' ? { ...work, sweep: { ...work.sweep, title: '' } } : work)

const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'object' && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([x], [y]) => (x < y ? -1 : 1))) : part))
