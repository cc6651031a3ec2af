// Answers the page's calls: checks what it sent against the contract, asks the area that the call belongs to, and turns errors into data.
import { phrase } from '@language/phrase'
import type { Answer } from '@contract/api/answer'
import { areas, callSchemas } from '@contract/api/lab-api'
import { faultsOf } from '@contract/issue-words'
import { LabError, toProblem } from '@contract/problem'
import type { z } from 'zod'
import type { CallsByArea } from '../lab/use-cases'

/** A call of the contract, of any area. */
interface Call {
  readonly schema: z.ZodType<readonly unknown[]>
  readonly answer: (...args: readonly unknown[]) => Promise<unknown>
}

function findCall(lab: CallsByArea, name: unknown): Call | null {
  for (const area of areas) {
    const schemas: Readonly<Record<string, Call['schema']>> = callSchemas[area]
    if (typeof name !== 'string' || !Object.hasOwn(schemas, name)) continue
    // The schema is the one that the method's parameters are made from.
    const calls = lab[area] as unknown as Readonly<Record<string, Call['answer']>>
    const [schema, method] = [schemas[name], calls[name]]
    if (schema && method) return { schema, answer: method.bind(calls) }
  }
  return null
}

/**
 * Does one call of the page.
 * @param name of the call, as the page sent it: unchecked
 * @param args of the call, as the page sent them: unchecked
 * @returns the result, or the problem as data: an error loses its class on the way to the page
 */
export async function answerCall(lab: CallsByArea, name: unknown, args: unknown): Promise<Answer<unknown>> {
  try {
    const call = findCall(lab, name)
    if (!call) throw new LabError('app/unknown-call', phrase('The window asked for something unknown: {name}.', { name: String(name) }))
    const checked = call.schema.safeParse(args)
    if (!checked.success) throw new LabError('app/invalid-call', phrase('The window asked for “{name}” in a wrong way: {faults}.', { name: String(name), faults: faultsOf(checked.error) }))
    return { ok: true, value: await call.answer(...checked.data) }
  } catch (error) {
    return { ok: false, problem: toProblem(error) }
  }
}
