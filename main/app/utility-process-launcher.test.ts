// Killing utility processes, with stand-ins for Electron's: between a process's death and Electron's word of it, there is nothing to kill.
import { spawnSync } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { expect, it, vi } from 'vitest'
import { UtilityProcessLauncher } from './utility-process-launcher'

const child = vi.hoisted(() => ({ pid: undefined as number | undefined, kill: vi.fn(() => true), postMessage: vi.fn() }))
const emitter = new EventEmitter()
vi.mock('electron', () => ({ utilityProcess: { fork: () => Object.assign(emitter, child) } }))

it('a process that has died is not killed, and its end is told when Electron does', () => {
  child.pid = spawnSync(process.execPath, ['--version']).pid
  const channel = new UtilityProcessLauncher('/lab/engine-process.js').launch()
  const exited = vi.fn()
  channel.onExit(exited)
  expect(() => {
    channel.kill()
  }).not.toThrow()
  expect(exited).not.toHaveBeenCalled()
  emitter.emit('exit', 9)
  expect(exited).toHaveBeenCalledExactlyOnceWith({ code: null, signal: 'SIGKILL', lastWords: '' })
  channel.kill()
  channel.send({ type: 'stop' })
  expect(child.postMessage).not.toHaveBeenCalled()
})
