// Reads how a utility process ended from the one number that Electron reports.
import { constants } from 'node:os'
import type { EngineExit } from '../lab/engine-process/channel'

/** Signals that end a process against its will. */
const fatalSignals = ['SIGILL', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGKILL', 'SIGSEGV', 'SIGTERM'] as const

/**
 * Electron passes on a signal's bare number as if it were an exit code (9 for a process that the kernel killed). The engine itself
 * exits with 0 or 1, so that the numbers of the fatal signals can be distinguished from them.
 */
export function readExitCode(code: number, platform: NodeJS.Platform = process.platform): Pick<EngineExit, 'code' | 'signal'> {
  const signal = platform === 'win32' ? undefined : fatalSignals.find((name) => constants.signals[name] === code)
  return signal ? { code: null, signal } : { code, signal: null }
}
