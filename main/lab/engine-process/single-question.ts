// One question to an engine process of its own, which ends with the answer.
import { answerSchema, type Ask } from '@contract/engine/engine-messages'
import { questions, type QuestionAnswer, type QuestionArgs, type QuestionName } from '@contract/engine/questions'
import { fromProblem, LabError } from '@contract/problem'
import type { EngineLauncher } from './channel'
import { EngineSession, type SessionListener } from './engine-session'

/**
 * Asks a process of its own, and ends it.
 * @param signal ends the process early
 * @throws LabError what the engine says, or its crash; the signal's reason
 */
export function askEngine<Q extends QuestionName>(launcher: EngineLauncher, question: Q, args: QuestionArgs<Q>, signal?: AbortSignal): Promise<QuestionAnswer<Q>> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const session = new EngineSession(launcher, {
      ...listensTo(question),
      onReady: () => {
        session.send(ask(question, args))
      },
      onEvent: (answer) => {
        resolve(answer)
        session.end()
      },
      onFailed: (problem) => {
        reject(fromProblem(problem))
        session.end()
      },
      onEnd: (problem) => {
        signal?.removeEventListener('abort', abandon)
        // Without effect where the engine has answered.
        reject(problem ? fromProblem(problem) : new LabError('lab/closed', 'The lab is being closed.', 'Start it again.'))
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
