// A question to the engine: the schemas of its arguments and its answer, and the words for its failure.
import type { z } from 'zod'

export interface Question<Args, Answer> {
  /** What the engine process is doing, for the message after its crash, e.g. `exporting a network`. */
  readonly doing: string
  /** What the user can do after the process has crashed. */
  readonly remedy: string
  readonly args: z.ZodType<Args>
  readonly answer: z.ZodType<Answer>
}

/** A question, its types inferred from its schemas. */
export const question = <Args, Answer>(record: Question<Args, Answer>): Question<Args, Answer> => record
