// Playwright's assertions, asked more often: it asks a page again after 20, 50, 100 and 100 ms, but then every half second, and polls every second, while most of what tests wait for is there sooner.
import { expect as slow, type Locator } from '@playwright/test'

/**
 * Milliseconds of a turn of asking. Playwright leaves out pauses longer than a fifth of an assertion's patience: with this one it asks every tenth of a second.
 * A version that pauses in another way would make tests slower, and no weaker.
 */
const turn = 2400

/** Turns before Playwright asks in its own way, for as long as its configuration says. */
const turns = 5

/** Pauses of polls, in milliseconds; the last is repeated. */
const intervals = [20, 50, 100, 200]

type Assertion = (...args: readonly unknown[]) => Promise<void>
type Assertions = Readonly<Record<string, Assertion>> & { readonly not: Assertions }

const isLocator = (actual: unknown): actual is Locator => typeof actual === 'object' && actual !== null && 'elementHandles' in actual

/** The patience that a call asks for by its last argument; null where by none. */
function ownPatience(args: readonly unknown[]): number | null {
  const last = args.at(-1)
  return typeof last === 'object' && last !== null && 'timeout' in last && typeof last.timeout === 'number' ? last.timeout : null
}

/** Takes the frames of this file from the stack of an error, so that a failure is told at the line of the test. */
function fromTheTest(error: unknown): unknown {
  if (error instanceof Error && error.stack !== undefined) error.stack = error.stack.split('\n').filter((line) => !line.includes('prompt-expect.ts')).join('\n')
  return error
}

/** Asks in turns until an assertion holds. @throws as the assertion does, at once what is not for want of patience */
async function askInTurns(assertion: Assertion, args: readonly unknown[]): Promise<void> {
  const own = ownPatience(args)
  const [wanted, options] = own === null ? [args, {}] : [args.slice(0, -1), args.at(-1) as object]
  const most = own === null ? turns : Math.floor(own / turn)
  for (let done = 0; done < most; done++) {
    const began = performance.now()
    try {
      await assertion(...wanted, { ...options, timeout: turn })
      return
    } catch (error) {
      if (performance.now() - began < 0.9 * turn) throw fromTheTest(error)
    }
  }
  try {
    await assertion(...wanted, ...(own === null ? [] : [{ ...options, timeout: Math.max(1, own - most * turn) }]))
  } catch (error) {
    throw fromTheTest(error)
  }
}

/** Assertions about a part of the page, each of which is asked in turns. */
function prompt(assertions: Assertions): Assertions {
  return new Proxy(assertions, {
    get: (target, name: string) => (name === 'not' ? prompt(target.not) : (...args: readonly unknown[]) => askInTurns((...given) => target[name]?.(...given) ?? Promise.reject(new Error(`there is no assertion ${name}`)), args)),
  })
}

const poll: typeof slow.poll = (actual, options) => slow.poll(actual, { intervals, ...(typeof options === 'string' ? { message: options } : options) })

/** As Playwright's, but for how often it asks. */
export const expect = new Proxy(slow, {
  apply: (target, _, [actual, message]: Parameters<typeof slow>) => (isLocator(actual) ? prompt(target(actual, message) as unknown as Assertions) : target(actual, message)),
  get: (target, name) => (name === 'poll' ? poll : (Reflect.get(target, name) as unknown)),
})
