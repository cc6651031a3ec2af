// Does work that the user asked for and that may fail, and keeps the problem for the place that shows it.
import { toProblem, type Problem } from '@contract/problem'
import { shallowRef, type ShallowRef } from 'vue'

export interface Attempts {
  /** Why the last attempt failed; null where it succeeded. */
  readonly problem: Readonly<ShallowRef<Problem | null>>
  /** Does some work; its failure becomes `problem`. */
  readonly attempt: (work: () => Promise<unknown>) => Promise<void>
  /** Forgets the last failure. */
  readonly forget: () => void
}

export function useAttempts(): Attempts {
  const problem = shallowRef<Problem | null>(null)

  async function attempt(work: () => Promise<unknown>): Promise<void> {
    forget()
    try {
      await work()
    } catch (error) {
      problem.value = toProblem(error)
    }
  }

  function forget(): void {
    problem.value = null
  }

  return { problem, attempt, forget }
}
