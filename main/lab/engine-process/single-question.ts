// One question to an engine process of its own, which ends with the answer.
import { answeringSchema, answerSchema, type Answering, type Ask } from '@contract/engine/engine-messages'
import { questions, type QuestionAnswer, type QuestionArgs, type QuestionName } from '@contract/engine/questions'
import { fromProblem } from '@contract/problem'
import { z } from 'zod'
import { labClosed } from '../lab-closed'
import type { EngineLauncher } from './channel'
import { EngineSession, type SessionListener } from './engine-session'

export interface AskOptions extends Pick<SessionListener<unknown>, 'isInBackground'> {
  /** Ends the process early. */
  readonly signal?: AbortSignal
  /** Told how far the work is, by questions that tell it. */
  readonly onProgress?: (progress: Answering) => void
}

/**
 * Asks a process of its own, and ends it.
 * @throws LabError what the engine says, or its crash; the signal's reason
 */
export function askEngine<Q extends QuestionName>(launcher: EngineLauncher, question: Q, args: QuestionArgs<Q>, { signal, onProgress, isInBackground = false }: AskOptions = {}): Promise<QuestionAnswer<Q>> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const session = new EngineSession(launcher, {
      ...listensTo(question),
      isInBackground,
      events: z.union([answeringSchema.transform((progress) => ({ progress })), answerSchema(question).transform((answer) => ({ answer }))]),
      onReady: () => {
        session.send(ask(question, args))
      },
      onEvent: (event) => {
        if ('progress' in event) {
          onProgress?.(event.progress)
          return
        }
        resolve(event.answer)
        session.end()
      },
      onFailed: (problem) => {
        reject(fromProblem(problem))
        session.end()
      },
      onEnd: (problem) => {
        signal?.removeEventListener('abort', abandon)
        // Without effect where the engine has answered.
        reject(problem ? fromProblem(problem) : labClosed())
      },
    })
    const abandon = (): void => {
      reject(signal?.reason as Error)
      session.end()
    }
    signal?.addEventListener('abort', abandon)
  })
}

/** The command that asks a question. */
export function ask<Q extends QuestionName>(question: Q, args: QuestionArgs<Q>): Ask {
  const command: Ask<Q> = { type: 'ask', question, args }
  return command as Ask // one of the union's members, which the compiler does not see while Q is open
}

/** What a session that asks a question expects of its process, and says of its crash. */
export function listensTo<Q extends QuestionName>(question: Q): Pick<SessionListener<QuestionAnswer<Q>>, 'doing' | 'remedy' | 'events'> {
  const { doing, remedy } = questions[question]
  return { doing, remedy, events: answerSchema(question) }
}
