// The engine as a service: receives the lab's commands, passes each to the run or to the work that answers it, and sends events and answers.
import { basename } from 'node:path'
import { env } from 'onnxruntime-node'
import { engineCommandSchema, type Answered, type EngineEvent } from '@contract/engine/engine-messages'
import { questions, type QuestionName } from '@contract/engine/questions'
import type { RunCommand } from '@contract/engine/run-commands'
import { toProblem } from '@contract/problem'
import { log, logTrouble } from '../log/log'
import { logged, withLog } from './engine-log'
import { InputPrograms } from './inspection/input-programs'
import { OpenedNetworks } from './inspection/opened-networks'
import { works } from './questions'
import type { EngineContext } from './questions/work'
import { RunControl } from './training/run/run-control'
import { trainRun } from './training/run/training-run'

/** The channel to the lab. */
export interface EnginePort {
  readonly send: (event: EngineEvent) => void
  readonly onMessage: (listener: (message: unknown) => void) => void
}

/**
 * Serves the lab until the process ends.
 * @param drawThread absolute path of the program of the thread that draws ahead
 * @param decodeThread absolute path of the program of the threads that decode images of an import; without it, this thread does
 */
export function serve({ send, onMessage }: EnginePort, drawThread: string, decodeThread?: string): void {
  const control = new RunControl()
  const opened = new OpenedNetworks()
  const inputs = new InputPrograms()
  const obey = async (command: RunCommand): Promise<void> => {
    if (command.type !== 'train') {
      log('info', 'training', `asked to ${command.type}`)
      control[command.type]()
      return
    }
    const run = basename(command.folder)
    await logged('training', { run, device: command.device }, () => trainRun(command.spec, { ...command, drawThread, control, emit: withLog(run, send) }))
  }
  const onProgress = (done: number, total: number): void => {
    send({ type: 'answering', done, total })
  }
  const perform = async (message: unknown): Promise<void> => {
    const { data: command, error } = engineCommandSchema.safeParse(message)
    if (error) {
      logTrouble('engine', 'command not understood', error)
      throw error
    }
    if (command.type === 'ask') send(await logged('question', { question: command.question }, () => answered(command.question, command.args, { drawThread, decodeThread, opened, inputs, onProgress })))
    else await obey(command)
  }
  onMessage((message) => {
    perform(message).catch((error: unknown) => {
      send({ type: 'failed', problem: toProblem(error) })
    })
  })
  send({ type: 'ready', onnxRuntime: env.versions.node ?? 'unknown' })
}

/** The message that answers a question. @param args not yet checked */
async function answered<Q extends QuestionName>(question: Q, args: unknown, context: EngineContext): Promise<Answered<Q>> {
  return { type: 'answered', question, answer: await works[question]({ ...questions[question].args.parse(args), ...context }) }
}
