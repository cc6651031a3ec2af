// Asking programs of the system: those that answer, those that fail, and those that no signal reaches.
import { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { temporaryFolder } from '../testing/samples'
import { outputOf, type Command } from './tool'

const node = (script: string): Command => [process.execPath, '-e', script]

/** A program that ignores SIGTERM and does not end for a minute; it writes down that it lives. */
function deaf(): { readonly command: Command; readonly pid: () => number } {
  const file = join(temporaryFolder(), 'pid')
  return { command: ['sh', '-c', `trap '' TERM; echo $$ > '${file}'; exec sleep 60`], pid: () => Number(readFileSync(file, 'utf8')) }
}

it('tells what the program writes', async () => {
  expect(await outputOf(node("process.stdout.write('Grüße\\n'.repeat(50_000))"), 20_000)).toBe('Grüße\n'.repeat(50_000))
})

it('tells nothing of a program that is missing or fails', async () => {
  expect(await outputOf(['no-such-tool-anywhere'], 20_000)).toBeNull()
  expect(await outputOf(node("console.log('half'); process.exit(9)"), 20_000)).toBeNull()
})

// Windows has neither such a shell nor a signal that a program could ignore.
describe.skipIf(process.platform === 'win32')('a program that does not end', () => {
  it('is killed', async () => {
    const { command, pid } = deaf()
    expect(await outputOf(command, 1000)).toBeNull()
    await vi.waitFor(() => {
      expect(() => process.kill(pid(), 0)).toThrow()
    }, 20_000)
  })

  it('neither is waited for nor keeps this process alive where even that does not help', async () => {
    const held = () => process.getActiveResourcesInfo().filter((name) => name === 'ProcessWrap' || name === 'PipeWrap').length
    const before = held()
    const blocked = vi.spyOn(ChildProcess.prototype, 'kill').mockReturnValue(true)
    const { command, pid } = deaf()
    onTestFinished(() => {
      blocked.mockRestore()
      process.kill(pid(), 'SIGKILL')
    })
    expect(await outputOf(command, 1000)).toBeNull()
    await vi.waitFor(() => {
      expect(held()).toBe(before)
    }, 20_000)
    expect(() => process.kill(pid(), 0)).not.toThrow()
  })
})
