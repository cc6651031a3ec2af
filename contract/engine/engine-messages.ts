// The messages between the lab and its engine process; nothing else passes between the two.
import { z } from 'zod'
import { problemSchema } from '../problem'
import { questions, questionNameSchema, type QuestionAnswer, type QuestionArgs, type QuestionName } from './questions'
import { runCommandSchema, type RunCommand } from './run-commands'
import type { RunEvent } from './run-events'

/** A question, its arguments not yet checked against the question's own schema. */
const askSchema = z.strictObject({ type: z.literal('ask'), question: questionNameSchema, args: z.unknown() })

/** What the engine takes. One run, calibration or benchmark per process; other questions at any time between. */
export const engineCommandSchema = z.discriminatedUnion('type', [runCommandSchema, askSchema])

export type Ask<Q extends QuestionName = QuestionName> = { readonly [N in Q]: { readonly type: 'ask'; readonly question: N; readonly args: QuestionArgs<N> } }[Q]

/** What the lab sends. */
export type EngineCommand = RunCommand | Ask

export type Answered<Q extends QuestionName = QuestionName> = { readonly [N in Q]: { readonly type: 'answered'; readonly question: N; readonly answer: QuestionAnswer<N> } }[Q]

/** Messages that every engine process may send, whatever it was asked. */
export const processEventSchema = z.discriminatedUnion('type', [
  /** First message of the process. */
  z.strictObject({ type: z.literal('ready'), onnxRuntime: z.string() }),
  /** The last command could not be done. The process can be ended. */
  z.strictObject({ type: z.literal('failed'), problem: problemSchema }),
])

/** How far the work on a question is, for those that tell it. */
export const answeringSchema = z.strictObject({ type: z.literal('answering'), done: z.int().nonnegative(), total: z.int().positive() })
export type Answering = z.infer<typeof answeringSchema>

/** What the engine tells the lab. */
export type EngineEvent = z.infer<typeof processEventSchema> | RunEvent | Answering | Answered

/** The schema of the message that answers a question; it gives the answer itself. */
export function answerSchema<Q extends QuestionName>(question: Q) {
  return z.strictObject({ type: z.literal('answered'), question: z.literal(question), answer: questions[question].answer }).transform(({ answer }) => answer)
}
