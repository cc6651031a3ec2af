// Calls the lab; returns the result, or throws the problem as a LabError.
import type { LabApi, LabCall, LabResult } from '@contract/api/lab-api'
import { fromProblem } from '@contract/problem'

/**
 * Calls the lab.
 * @throws LabError the problem that the lab answered with
 */
export async function ask<C extends LabCall>(call: C, ...args: Parameters<LabApi[C]>): Promise<LabResult<C>> {
  // TypeScript does not see that the method and the arguments belong to the same call.
  const method = window.lab[call] as (...args: Parameters<LabApi[C]>) => ReturnType<LabApi[C]>
  const answer = await method(...args)
  if (!answer.ok) throw fromProblem(answer.problem)
  return answer.value as LabResult<C>
}
