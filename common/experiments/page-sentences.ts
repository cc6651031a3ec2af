// What follows from the numbers of an experiment, as pages and reports say it.
import type { ExperimentPlan } from '@contract/experiments/experiment-record'
import type { ResultRow } from '@contract/experiments/result-row'
import { withBoundUnits } from '../words/bound-units'
import { pageFormats } from '../words/format'
import type { Experiment } from './experiment'

/** @param ended the rows that have come to a result; without any there is nothing to say */
export const pageSentences = (experiment: Experiment, ended: readonly ResultRow[], plan: ExperimentPlan): readonly string[] =>
  ended.length === 0 ? [] : experiment.sentences(ended, pageFormats, plan).map(withBoundUnits)
