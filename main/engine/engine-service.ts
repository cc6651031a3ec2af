// The engine as a service: receives the lab's commands, passes each to the run or to the work that answers it, and sends events and answers.
import { basename } from 'node:path'
import { env } from 'onnxruntime-node'
import { engineCommandSchema, type EngineEvent } from '@contract/engine/engine-messages'
import type { RunCommand } from '@contract/engine/run-commands'
import { toProblem } from '@contract/problem'
import { log, logTrouble } from '../log/log'
import { logged, withLog } from './engine-log'
import type { QuestionService } from './question-service'
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
  let asked: Promise<QuestionService> | null = null
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
  const questionService = async (): Promise<QuestionService> => new (await import('./question-service')).QuestionService({ drawThread, decodeThread, onProgress })
  const perform = async (message: unknown): Promise<void> => {
    const { data: command, error } = engineCommandSchema.safeParse(message)
    if (error) {
      logTrouble('engine', 'command not understood', error)
      throw error
    }
    if (command.type !== 'ask') {
      await obey(command)
      return
    }
    asked ??= questionService()
    const service = await asked
    send(await logged('question', { question: command.question }, () => service.answered(command.question, command.args)))
  }
  onMessage((message) => {
    perform(message).catch((error: unknown) => {
      send({ type: 'failed', problem: toProblem(error) })
    })
  })
  send({ type: 'ready', onnxRuntime: env.versions.node ?? 'unknown' })
}
