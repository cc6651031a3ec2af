// The type of the function that answers a question of the lab.
import type { QuestionAnswer, QuestionArgs, QuestionName } from '@contract/engine/questions'
import type { InputPrograms } from '../inspection/input-programs'
import type { OpenedNetworks } from '../inspection/opened-networks'

/** Facts of the engine process that any question may need. */
export interface EngineContext {
  /** Absolute path of the program of the thread that draws ahead; without it, the engine's own thread draws. */
  readonly drawThread?: string | undefined
  /** Absolute path of the program of the threads that decode images of an import; without it, the engine's own thread decodes. */
  readonly decodeThread?: string | undefined
  /** The networks that the process keeps open between questions; without them, a question opens its network for itself. */
  readonly opened?: OpenedNetworks | undefined
  /** The programs of networks' inputs that the process keeps, with the data set that was asked about last; without them, a question makes its own. */
  readonly inputs?: InputPrograms | undefined
  /** Told how far the work is, by works that know. */
  readonly onProgress?: (done: number, total: number) => void
}

/** Answers a question from its arguments. @throws LabError where it has no answer */
export type Work<Q extends QuestionName> = (task: QuestionArgs<Q> & EngineContext) => Promise<QuestionAnswer<Q>>
