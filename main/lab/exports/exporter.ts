// Exports networks as ONNX files, each by an engine process of its own.
import type { EngineCommand } from '@contract/engine-messages'
import { fromProblem, LabError } from '@contract/problem'
import type { EngineLauncher } from '../engine-process/channel'
import { EngineSession } from '../engine-process/engine-session'

/**
 * Lets an engine process write the file.
 * @returns its size in bytes
 * @throws LabError what the engine says, or its crash
 */
export function writeNetwork(launcher: EngineLauncher, command: Extract<EngineCommand, { type: 'export' }>): Promise<number> {
  return new Promise((resolve, reject) => {
    const session = new EngineSession(launcher, {
      doing: 'exporting a network',
      remedy: 'Try again.',
      onReady: () => {
        session.send(command)
      },
      onEvent: (event) => {
        if (event.type === 'exported') resolve(event.bytes)
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
