// Answers the page's calls: checks what it sent against the contract, asks the lab, and turns errors into data.
import { labCallSchemas, type Answer, type LabCall } from '@contract/api/lab-api'
import { LabError, toProblem } from '@contract/problem'
import type { LabUseCases, WindowCalls } from '../lab/use-cases'

function isLabCall(name: unknown): name is LabCall {
  return typeof name === 'string' && Object.hasOwn(labCallSchemas, name)
}

function isWindowCall(name: LabCall): name is keyof WindowCalls {
  return name === 'openNetworkFile' || name === 'showHome'
}

/**
 * Does one call of the page: the lab's, or one that needs the window.
 * @param name what the page calls; anything, as far as we know
 * @param args what it gives; anything, as far as we know
 * @returns the result, or the problem as data: an error loses its class on the way to the page
 */
export async function answerCall(lab: LabUseCases, window: WindowCalls, name: unknown, args: unknown): Promise<Answer<unknown>> {
  try {
    if (!isLabCall(name)) throw new LabError('app/unknown-call', `The window asked for something unknown: ${String(name)}.`)
    const checked = labCallSchemas[name].safeParse(args)
    if (!checked.success) {
      const faults = checked.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
      throw new LabError('app/invalid-call', `The window asked for “${name}” in a wrong way: ${faults}.`)
    }
    // The schema that was just applied is the one that the method's parameters are made from.
    const method = (isWindowCall(name) ? window[name] : lab[name].bind(lab)) as (...args: readonly unknown[]) => Promise<unknown>
    return { ok: true, value: await method(...checked.data) }
  } catch (error) {
    return { ok: false, problem: toProblem(error) }
  }
}
