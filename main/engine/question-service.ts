// Answers the lab's questions, with the networks that stay open between them. It is loaded at the first question: a process that trains is asked none.
import type { Answered } from '@contract/engine/engine-messages'
import { questions, type QuestionName } from '@contract/engine/questions'
import { InputPrograms } from './inspection/input-programs'
import { OpenedNetworks } from './inspection/opened-networks'
import { works } from './questions'
import type { EngineContext } from './questions/work'

export class QuestionService {
  readonly #context: EngineContext

  /** @param context of the process */
  constructor(context: Omit<EngineContext, 'opened' | 'inputs'>) {
    this.#context = { ...context, opened: new OpenedNetworks(), inputs: new InputPrograms() }
  }

  /** The message that answers a question. @param args not yet checked @throws LabError where it has no answer */
  async answered<Q extends QuestionName>(question: Q, args: unknown): Promise<Answered<Q>> {
    return { type: 'answered', question, answer: await works[question]({ ...questions[question].args.parse(args), ...this.#context }) }
  }
}
