// The end of utility processes, with stand-ins for Electron's: what has died is not killed again, and Electron's reason comes with the exit.
import { spawnSync } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { beforeEach, expect, it, vi } from 'vitest'
import { UtilityProcessLauncher } from './utility-process-launcher'

type Fork = (entry: string, args: readonly string[], options: { readonly serviceName: string }) => unknown

const electron = vi.hoisted(() => {
  const standIns: { app: unknown; fork: Fork } = { app: null, fork: () => null }
  return standIns
})
vi.mock('electron', () => ({
  get app() {
    return electron.app
  },
  utilityProcess: { fork: (...args: Parameters<Fork>) => electron.fork(...args) },
}))

/** Launches a process with stand-ins for Electron, its events, and a listener to the process's end. */
function launched(pid: number | undefined = spawnSync(process.execPath, ['--version']).pid) {
  const child = Object.assign(new EventEmitter(), { pid, kill: vi.fn(() => true), postMessage: vi.fn() })
  const app = new EventEmitter()
  let name = ''
  electron.app = app
  electron.fork = (_entry, _args, { serviceName }) => {
    name = serviceName
    return child
  }
  const channel = new UtilityProcessLauncher('/lab/engine-process.js').launch()
  const exited = vi.fn()
  channel.onExit(exited)
  const gone = (reason: string, of = name): void => {
    app.emit('child-process-gone', {}, { type: 'Utility', name: of, reason })
  }
  return { channel, child, exited, gone }
}

beforeEach(() => {
  vi.useRealTimers()
})

it('a process that has died is not killed, and its end is told when Electron does', () => {
  const { channel, child, exited, gone } = launched()
  expect(() => {
    channel.kill()
  }).not.toThrow()
  expect(exited).not.toHaveBeenCalled()
  child.emit('exit', 9)
  expect(exited).toHaveBeenCalledExactlyOnceWith({ code: null, signal: 'SIGKILL', lastWords: '' })
  gone('killed')
  channel.kill()
  channel.send({ type: 'stop' })
  expect(exited).toHaveBeenCalledTimes(1)
  expect(child.postMessage).not.toHaveBeenCalled()
})

it("waits for Electron's reason of an end that nobody wanted, whichever comes first", () => {
  const after = launched()
  after.child.emit('exit', 11)
  expect(after.exited).not.toHaveBeenCalled()
  after.gone('crashed', 'another process')
  expect(after.exited).not.toHaveBeenCalled()
  after.gone('crashed')
  expect(after.exited).toHaveBeenCalledExactlyOnceWith({ code: null, signal: 'SIGSEGV', reason: 'crashed', lastWords: '' })

  const before = launched()
  before.gone('oom')
  before.child.emit('exit', 134)
  expect(before.exited).toHaveBeenCalledExactlyOnceWith({ code: 134, signal: null, reason: 'oom', lastWords: '' })
})

it('waits no longer than half a second, and not at all for an end with an exit code of its own', () => {
  vi.useFakeTimers()
  const silent = launched()
  silent.child.emit('exit', 3)
  vi.advanceTimersByTime(500)
  expect(silent.exited).toHaveBeenCalledExactlyOnceWith({ code: 3, signal: null, lastWords: '' })
  const own = launched()
  own.child.emit('exit', 1)
  expect(own.exited).toHaveBeenCalledExactlyOnceWith({ code: 1, signal: null, lastWords: '' })
})

it('a process that could not be launched has ended', () => {
  const { exited, gone } = launched(undefined)
  gone('launch-failed')
  expect(exited).toHaveBeenCalledExactlyOnceWith({ code: null, signal: null, reason: 'launch-failed', lastWords: '' })
})
