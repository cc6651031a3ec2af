// A lab for tests of the page: it answers with prepared values, and a test can emit events.
import type { LabEvent } from '@contract/runs/events'
import type { LabApi, LabCall, LabResult } from '@contract/api/lab-api'
import type { Problem } from '@contract/problem'
import { vi, type Mock } from 'vitest'

type Replies = { [C in LabCall]?: (...args: Parameters<LabApi[C]>) => LabResult<C> | Promise<LabResult<C>> }

/** An error that a reply throws, to answer with a problem. */
export class Refusal extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message)
  }
}

export interface LabInMemory {
  /** Every call that was made: name, then arguments. */
  readonly asked: Mock<(call: string, ...args: readonly unknown[]) => void>
  readonly tell: (event: LabEvent) => void
}

/** Puts a lab into the window; calls without a prepared reply fail the test. */
export function installLab(replies: Replies): LabInMemory {
  const asked = vi.fn<(call: string, ...args: readonly unknown[]) => void>()
  /** As in the preload script, a listener added twice is called twice. */
  const listeners: ((event: LabEvent) => void)[] = []
  const lab = new Proxy(
    {},
    {
      get: (_target, name: string) => {
        if (name === 'onEvent') {
          return (listener: (event: LabEvent) => void) => {
            listeners.push(listener)
            return () => {
              listeners.splice(listeners.indexOf(listener), 1)
            }
          }
        }
        return async (...args: readonly unknown[]) => {
          asked(name, ...args)
          const reply = (replies as Record<string, ((...args: readonly unknown[]) => unknown) | undefined>)[name]
          if (!reply) throw new Error(`the test has no reply to ${name}`)
          try {
            return { ok: true, value: await reply(...args) }
          } catch (error) {
            if (error instanceof Refusal) return { ok: false, problem: error.problem }
            throw error
          }
        }
      },
    },
  )
  Object.defineProperty(window, 'lab', { value: lab, configurable: true })
  return {
    asked,
    tell: (event) => {
      for (const listener of listeners) listener(event)
    },
  }
}
