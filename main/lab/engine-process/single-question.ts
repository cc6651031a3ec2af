// One question to an engine process of its own, which ends with the answer.
import type { EngineCommand, EngineEvent } from '@contract/engine/engine-messages'
import { fromProblem, LabError } from '@contract/problem'
import type { EngineLauncher } from './channel'
import { EngineSession } from './engine-session'

export interface Question<T extends EngineEvent['type']> {
  readonly command: EngineCommand
  /** The type of the event that answers. */
  readonly answer: T
  /** What the process does, for the message of its crash. */
  readonly doing: string
}

/** @throws LabError what the engine says, or its crash */
export function askEngine<T extends EngineEvent['type']>(launcher: EngineLauncher, { command, answer, doing }: Question<T>): Promise<Extract<EngineEvent, { type: T }>> {
  const isAnswer = (event: EngineEvent): event is Extract<EngineEvent, { type: T }> => event.type === answer
  return new Promise((resolve, reject) => {
    const session = new EngineSession(launcher, {
      doing,
      remedy: 'Try again.',
      onReady: () => {
        session.send(command)
      },
      onEvent: (event) => {
        if (isAnswer(event)) resolve(event)
        else if (event.type === 'failed') reject(fromProblem(event.problem))
        else return
        session.end()
      },
      onEnd: (problem) => {
        // Without effect where the engine has answered.
        reject(problem ? fromProblem(problem) : new LabError('lab/closed', 'The lab is being closed.', 'Start it again.'))
      },
    })
  })
}
