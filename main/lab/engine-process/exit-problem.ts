// What the end of an engine process means, in words for the user.
import type { Problem } from '@contract/problem'
import type { EngineExit } from './channel'

/**
 * The problem that an unexpected exit stands for.
 * @param doing what the process did, e.g. `training`
 * @param remedy what the user can do now
 */
export function exitProblem(exit: EngineExit, doing: string, remedy: string): Problem {
  const { code, signal, reason, lastWords } = exit
  const told = reason === undefined ? '' : ` Electron's reason: ${reason}.`
  const more = `${told}${lastWords === '' ? '' : ` It said: ${lastWords}`}`
  const smaller = `${remedy} A smaller batch size needs less memory.`
  if (reason === 'oom') return { code: 'engine/killed', message: `The engine process ran out of memory while ${doing}.${more}`, remedy: smaller }
  if (reason === 'launch-failed' || (code === null && signal === null)) {
    const message = `The engine process could not be started.${more}`
    return { code: 'engine/not-started', message, remedy: 'Install the lab again; its files are incomplete or may not be executed.' }
  }
  if (signal === 'SIGKILL' || code === 137) {
    return { code: 'engine/killed', message: `The engine process was killed while ${doing}; the system does so when memory runs out.${more}`, remedy: smaller }
  }
  const how = signal === null ? `with exit code ${String(code)}` : `by signal ${signal}`
  return { code: 'engine/crashed', message: `The engine process ended ${how} while ${doing}.${more}`, remedy }
}
