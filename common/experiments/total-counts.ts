// How far an experiment is: the points of all its parts together.
import type { ExperimentRecord } from '@contract/experiments/experiment-record'
import type { PointCounts } from '@contract/sweeps/sweep-record'

export function totalCounts({ parts }: Pick<ExperimentRecord, 'parts'>): PointCounts {
  const none: PointCounts = { total: 0, waiting: 0, queued: 0, running: 0, halted: 0, completed: 0, failed: 0, stopped: 0 }
  return parts.reduce((sum, { counts }) => Object.fromEntries(Object.entries(sum).map(([status, count]) => [status, count + counts[status as keyof PointCounts]])) as unknown as PointCounts, none)
}
