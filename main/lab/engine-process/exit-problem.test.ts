// What the user is told of an engine process's end: how it ended, why, where that is known, and what to do.
import { expect, it } from 'vitest'
import { exitProblem } from './exit-problem'

it.each([
  [{ code: null, signal: 'SIGKILL', reason: 'killed' }, 'engine/killed', "was killed while training; the system does so when memory runs out. Electron's reason: killed."],
  [{ code: null, signal: 'SIGSEGV', reason: 'crashed' }, 'engine/crashed', "ended by signal SIGSEGV while training. Electron's reason: crashed."],
  [{ code: 3221225725, signal: null, reason: 'oom' }, 'engine/killed', "ran out of memory while training. Electron's reason: oom."],
  [{ code: 1, signal: null, reason: 'launch-failed' }, 'engine/not-started', "could not be started. Electron's reason: launch-failed."],
  [{ code: 3, signal: null }, 'engine/crashed', 'ended with exit code 3 while training.'],
])('%o is %s', (exit, code, message) => {
  const problem = exitProblem({ ...exit, lastWords: '' }, 'training', 'Resume the run.')
  expect(problem).toMatchObject({ code, message: `The engine process ${message}` })
  expect(exitProblem({ ...exit, lastWords: 'last words' }, 'training', 'Resume the run.').message).toBe(`The engine process ${message} It said: last words`)
})
