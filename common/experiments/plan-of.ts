// The plan of an experiment that was begun.
import type { ExperimentPlan, ExperimentRecord } from '@contract/experiments/experiment-record'

/** The work of each of its parts. */
export const planOf = ({ parts }: Pick<ExperimentRecord, 'parts'>): ExperimentPlan => Object.fromEntries(parts.map(({ name, work }) => [name, work]))
