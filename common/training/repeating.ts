// The settings that repeat a run: its own, with the plan by which its parts were computed.
import type { RunRecord } from '@contract/runs/run-record'
import type { RunSpec } from '@contract/training/run-spec'

/** A run without a plan has not started, trains on a GPU, or was trained by the built-in ways, as its settings say. */
export const repeating = ({ spec, plan }: Pick<RunRecord, 'spec' | 'plan'>): RunSpec => (plan === null ? spec : { ...spec, plan: 'measured', measuredPlan: plan })
