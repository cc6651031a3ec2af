// Calls of the page about the queue of runs: its order, its choices, and when it is expected to end.
import { z } from 'zod'
import { queueChoicesSchema, type QueueForecast, type QueueState } from '../runs/run-queue'
import { runIdSchema } from './runs-api'

export const queueCallSchemas = {
  queue: z.tuple([]),
  queueForecast: z.tuple([]),
  reorderQueue: z.tuple([z.array(runIdSchema).max(100_000)]),
  chooseQueue: z.tuple([queueChoicesSchema]),
  goOnWithCutShort: z.tuple([]),
  acknowledgeQueue: z.tuple([]),
}

export interface QueueResults {
  queue: QueueState
  queueForecast: QueueForecast
  /** Puts waiting runs in this order; ids that do not wait are passed over, waiting runs that are not named follow in the order they had. */
  reorderQueue: QueueState
  /** Changes the choices. */
  chooseQueue: QueueState
  /** Goes on with the runs that the end of the lab cut short, before those that wait. */
  goOnWithCutShort: QueueState
  /** Leaves runs that were cut short as they are, and forgets how many runs were taken over. */
  acknowledgeQueue: QueueState
}
