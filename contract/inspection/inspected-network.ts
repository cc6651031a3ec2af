// Which network is looked into: that of a run at one of its checkpoints, or that of a spec with the weights that its training would begin with.
import { z } from 'zod'
import { checkpointChoiceSchema } from '../api/evaluations-api'
import { runIdSchema } from '../api/runs-api'
import { runSpecSchema } from '../training/run-spec'

export const inspectedNetworkSchema = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('run'), runId: runIdSchema, checkpoint: checkpointChoiceSchema }),
  /** Of the zoo, of the user, or from a file: the last with the file's weights where the spec keeps them. */
  z.strictObject({ of: z.literal('spec'), spec: runSpecSchema }),
])
export type InspectedNetwork = z.infer<typeof inspectedNetworkSchema>
