// A failure in words for the user: what is wrong, where, and what to do about it.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { faultsOf } from './issue-words'

export const problemSchema = z.strictObject({
  /** Stable identifier for programs and tests, e.g. `dataset/truncated`. */
  code: z.string(),
  /** One sentence: what is wrong, and where. */
  message: z.string(),
  /** One sentence: what the user can do. Empty where nothing can be done. */
  remedy: z.string(),
  /** Where memory ran out: a batch size that should fit. */
  batchSize: z.int().positive().optional(),
  /** Where memory ran out and the batch goes through the network in parts: a size of these parts that should fit. */
  microBatchSize: z.int().positive().optional(),
})

export type Problem = z.infer<typeof problemSchema>

/** Code of the problem that ends a run whose loss left the finite numbers. */
export const divergedCode = 'training/diverged'

/** Code of the problem that another process has a run in hand. */
export const heldCode = 'run/active'

/** Code of the problem that a run was taken out of the hands of its engine process. */
export const lockLostCode = 'run/lock-lost'

/** An error that a user may meet. Everything thrown across a layer on purpose is one of these. */
export class LabError extends Error {
  readonly code: string
  readonly remedy: string

  /**
   * @param code stable identifier, `area/what`
   * @param message one sentence: what is wrong, and where
   * @param remedy one sentence: what to do
   */
  constructor(code: string, message: string, remedy = '', options?: ErrorOptions) {
    super(message, options)
    this.name = 'LabError'
    this.code = code
    this.remedy = remedy
  }
}

/** Turns whatever was thrown into a problem; an unforeseen error keeps its own message under `unexpected`. */
export function toProblem(error: unknown): Problem {
  if (error instanceof LabError) return { code: error.code, message: error.message, remedy: error.remedy }
  const message = error instanceof z.core.$ZodError ? faultsOf(error) : error instanceof Error ? error.message : String(error)
  return { code: 'unexpected', message, remedy: phrase('This was not foreseen. Please report it with the steps that led here.') }
}

/** Turns a problem that another process has sent back into an error. */
export function fromProblem(problem: Problem): LabError {
  return new LabError(problem.code, problem.message, problem.remedy)
}
