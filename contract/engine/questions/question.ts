// The form of a question to the engine: what it is asked with, what it is answered with, and the words for its failure.
import type { z } from 'zod'

export interface Question<Args, Answer> {
  /** What the engine process does meanwhile, for the message of its crash, e.g. `exporting a network`. */
  readonly doing: string
  /** What the user can do where the process crashes. */
  readonly remedy: string
  readonly args: z.ZodType<Args>
  readonly answer: z.ZodType<Answer>
}

/** A question, its types inferred from its schemas. */
export const question = <Args, Answer>(record: Question<Args, Answer>): Question<Args, Answer> => record
