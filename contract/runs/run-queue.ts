// The queue of runs: which wait in what order, how many train at a time, and when everything is expected to end.
import { z } from 'zod'

/** Most runs that may train side by side. */
export const mostAtOnce = 8

/** What users choose about the queue; the lab of the window remembers it. */
export const queueChoicesSchema = z.strictObject({
  /** Whether no further run begins for now. Those that train go on. */
  isHeld: z.boolean(),
  /** Runs that may train at the same time, where memory allows; 1: one after another. */
  atOnce: z.int().min(1).max(mostAtOnce),
  /** What becomes of runs that the end of the lab cut short, when it starts again: the user is asked, or they go on by themselves. */
  afterRestart: z.enum(['ask', 'go-on']),
})
export type QueueChoices = z.infer<typeof queueChoicesSchema>

export const firstQueueChoices: QueueChoices = { isHeld: false, atOnce: 1, afterRestart: 'ask' }

export const queueStateSchema = z.strictObject({
  ...queueChoicesSchema.shape,
  /** Ids of the runs that wait in this process, in the order of their turns. A paused run that is to go on waits at the front. */
  waiting: z.array(z.string()),
  /** Ids of runs that the last end of the lab cut short and about which nobody has decided yet. */
  cutShort: z.array(z.string()),
  /** Runs that waited already when the lab was started; 0 once the user has acknowledged them. */
  takenOver: z.int().nonnegative(),
})
export type QueueState = z.infer<typeof queueStateSchema>

/** The expected end of one run that trains or waits. */
export interface ExpectedEnd {
  readonly id: string
  /** From now, in seconds; null where that is not known, e.g. while the queue is held. */
  readonly seconds: number | null
}

/** What training some of the present runs at the same time is predicted to cost. */
export interface SideBySide {
  readonly atOnce: number
  /** Threads of each run on the CPU. */
  readonly threads: number
  /** Memory of all of them together, in bytes. */
  readonly memoryBytes: number
  /** Memory that is free for them, in bytes; what runs of the lab hold already counts as free. */
  readonly freeBytes: number
  /** Speed of each run compared with one that trains alone: 1 as fast, 0.5 half as fast. */
  readonly speed: number
  readonly fits: boolean
}

export interface QueueForecast {
  /** Of the runs that train, then of those that wait, in their order. */
  readonly ends: readonly ExpectedEnd[]
  /** Until everything has ended, in seconds; null where some run's end is not known, 0 where nothing is to be done. */
  readonly seconds: number | null
  /** For two runs at once and more, as many as the processor has threads for; empty where there is no run to predict it of. */
  readonly sideBySide: readonly SideBySide[]
}
