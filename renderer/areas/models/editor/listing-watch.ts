// Keeps the analysis of a draft up to date: one question at a time, always for the newest state, so that typing never waits for an answer.
import type { ListingAnalysis, ListingQuestion } from '@contract/models/network-analysis'

/**
 * Makes a function that asks for the analysis of a state. Calls while a question is out are answered by one for the newest state.
 * @param answered is told each answer with the state that it is of
 */
export function listingWatch<State>(
  ask: (question: ListingQuestion) => Promise<ListingAnalysis>,
  answered: (answer: ListingAnalysis, state: State) => void,
  failed: (error: unknown) => void,
): (state: State, question: ListingQuestion) => void {
  let isOut = false
  let next: readonly [State, ListingQuestion] | null = null

  async function work(): Promise<void> {
    isOut = true
    try {
      while (next) {
        const [state, question] = next
        next = null
        answered(await ask(question), state)
      }
    } catch (error) {
      failed(error)
    } finally {
      isOut = false
    }
  }

  return (state, question) => {
    next = [state, question]
    if (!isOut) void work()
  }
}
