// Where a run was computed on a cluster.
import { z } from 'zod'

export const clusterTaskSchema = z.strictObject({
  /** Id of the array job, and of the task in it. */
  job: z.string(),
  task: z.int().nonnegative(),
  /** Name of the node; null until the task has started. */
  node: z.string().nullable(),
})
export type ClusterTask = z.infer<typeof clusterTaskSchema>
