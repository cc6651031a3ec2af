// The state of a sweep's point as its run stands: what the store holds of the point may be older than its run.
import type { RunStatus } from '@contract/runs/run-record'
import type { PointStatus } from '@contract/sweeps/sweep-record'

export interface StoredStatus {
  /** What was last written of the point. */
  readonly stored: PointStatus
  /** Whether it was submitted to a cluster, which goes on with it without the lab. */
  readonly isOnCluster: boolean
  /** The state of its run; null: it has none. */
  readonly run: RunStatus | null
  /** Whether its run has reached the epoch that it was to stop after. */
  readonly isAtRung: boolean
}

/**
 * A run that goes on, or is complete, decides. Where it ended otherwise, a point that was being trained by a lab that crashed goes on later;
 * one that waits to be repeated waits.
 */
export function activePointStatus({ stored, isOnCluster, run, isAtRung }: StoredStatus): PointStatus {
  const wasActive = stored === 'queued' || stored === 'running'
  switch (run) {
    case 'queued':
      return 'queued'
    case 'starting':
    case 'running':
    case 'paused':
      return 'running'
    case 'completed':
      return 'completed'
    case 'failed':
      return wasActive ? 'failed' : stored
    case 'stopped':
    case 'interrupted':
      if (!wasActive) return stored
      return isAtRung ? 'halted' : 'waiting'
    case null:
      if (isOnCluster) return stored
      if (wasActive) return 'waiting'
      return stored === 'completed' || stored === 'halted' ? 'stopped' : stored // its run was deleted; it can be repeated
  }
}
