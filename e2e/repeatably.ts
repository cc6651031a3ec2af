// What a test asks the main process, once more where its answer was lost.

/** Most times that a question is put. */
const mostTimes = 5

/** As Playwright says it, when V8 has collected the promise of an evaluation before its answer was kept. */
const isLost = (error: unknown): boolean => error instanceof Error && /promise was garbage collected/i.test(error.message)

/**
 * Evaluates in the main process, again where V8 has collected the promise of the evaluation as garbage: what was to be done may have been done by then.
 * @param evaluation what may be done twice without harm
 */
export async function repeatably<T>(evaluation: () => Promise<T>): Promise<T> {
  for (let times = 1; ; times++) {
    try {
      return await evaluation()
    } catch (error) {
      if (times === mostTimes || !isLost(error)) throw error
    }
  }
}
