// Numbers of signals are distinguished from exit codes.
import { describe, expect, it } from 'vitest'
import { readExitCode } from './read-exit-code'

describe('readExitCode', () => {
  it('knows a process that the kernel killed', () => {
    expect(readExitCode(9, 'linux')).toEqual({ code: null, signal: 'SIGKILL' })
    expect(readExitCode(11, 'darwin')).toEqual({ code: null, signal: 'SIGSEGV' })
  })

  it('leaves exit codes as they are', () => {
    expect(readExitCode(0, 'linux')).toEqual({ code: 0, signal: null })
    expect(readExitCode(1, 'linux')).toEqual({ code: 1, signal: null })
    expect(readExitCode(9, 'win32')).toEqual({ code: 9, signal: null })
  })
})
