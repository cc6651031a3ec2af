// What the end of an engine process means, in words for the user.
import { phrase } from '@language/phrase'
import type { Problem } from '@contract/problem'
import type { EngineExit } from './channel'

/**
 * The problem that an unexpected exit stands for.
 * @param doing what the process did, e.g. `training`
 * @param remedy what the user can do now
 */
export function exitProblem(exit: EngineExit, doing: string, remedy: string): Problem {
  const { code, signal, reason, lastWords } = exit
  const told = reason === undefined ? '' : phrase(" Electron's reason: {reason}.", { reason })
  const more = `${told}${lastWords === '' ? '' : phrase(' It said: {lastWords}', { lastWords })}`
  const smaller = phrase('{remedy} A smaller batch size needs less memory.', { remedy })
  if (reason === 'oom') return { code: 'engine/killed', message: phrase('The engine process ran out of memory while {doing}.{more}', { doing, more }), remedy: smaller }
  if (reason === 'launch-failed' || (code === null && signal === null)) {
    const message = phrase('The engine process could not be started.{more}', { more })
    return { code: 'engine/not-started', message, remedy: phrase('Install the lab again; its files are incomplete or may not be executed.') }
  }
  if (signal === 'SIGKILL' || code === 137) {
    return { code: 'engine/killed', message: phrase('The engine process was killed while {doing}; the system does so when memory runs out.{more}', { doing, more }), remedy: smaller }
  }
  const how = signal === null ? phrase('with exit code {code}', { code: String(code) }) : phrase('by signal {signal}', { signal })
  return { code: 'engine/crashed', message: phrase('The engine process ended {how} while {doing}.{more}', { how, doing, more }), remedy }
}
