// Keeps an answer up to date with a state: one question at a time, always for the newest state, so that typing and sliders never wait for an answer.

/**
 * Makes a function that asks a question about a state. Calls while a question is out are answered by one for the newest state.
 * @param answered is told each answer with the state that it is of
 * @param failed is told why a question was not answered, with the state; a newer question is asked all the same
 */
export function newestQuestion<State, Question, Answer>(
  ask: (question: Question) => Promise<Answer>,
  answered: (answer: Answer, state: State) => void,
  failed: (error: unknown, state: State) => void,
): (state: State, question: Question) => void {
  let isOut = false
  let next: readonly [State, Question] | null = null

  async function work(): Promise<void> {
    isOut = true
    while (next) {
      const [state, question] = next
      next = null
      try {
        answered(await ask(question), state)
      } catch (error) {
        failed(error, state)
      }
    }
    isOut = false
  }

  return (state, question) => {
    next = [state, question]
    if (!isOut) void work()
  }
}
