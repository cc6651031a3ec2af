// How a failure of the set-up is told.
import { afterEach, expect, it, vi } from 'vitest'
import { runProgram, SetupProblem } from './problem.mjs'

afterEach(() => {
  process.exitCode = undefined
  vi.restoreAllMocks()
})

/** Runs a program and gives what it wrote for the user. */
async function told(program: () => Promise<number>): Promise<string> {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  await runProgram(program)
  return write.mock.calls.map(([text]) => String(text)).join('')
}

it('says what the command printed, what is wrong and what to do, in that order', async () => {
  const problem = new SetupProblem('It could not be built.', 'Look above.', 'line 3: no such thing\n')
  expect(await told(() => Promise.reject(problem))).toBe('\nline 3: no such thing\nIt could not be built.\nLook above.\n')
  expect(process.exitCode).toBe(1)
})

it('leaves out what there is not', async () => {
  expect(await told(() => Promise.reject(new SetupProblem('It rained.')))).toBe('\nIt rained.\n')
})

it('shows where an unforeseen error comes from', async () => {
  expect(await told(() => Promise.reject(new TypeError('no')))).toMatch(/TypeError: no\n +at /)
  expect(process.exitCode).toBe(1)
})

it('passes the exit code on and is silent when nothing went wrong', async () => {
  expect(await told(() => Promise.resolve(3))).toBe('')
  expect(process.exitCode).toBe(3)
})
