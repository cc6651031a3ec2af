// The command line with the real engine, both in the process of the test: where neither is killed, nothing is lost by it, and a second of processor time is saved for each command.
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { LauncherInProcess } from '../../lab/testing/launcher-in-process'
import { jsonLines, Terminal } from './terminal'

/** Needs the built program, as the tests of the command line's processes do. */
const drawThread = fileURLToPath(new URL('../../../out/main/draw-thread.js', import.meta.url))

type Line = Readonly<Record<string, unknown>>

/** How a command ends in a home, and what it writes with `--json`. */
export async function endOfCommand(home: string, ...args: readonly string[]): Promise<{ readonly exitCode: number; readonly lines: readonly Line[]; readonly stderr: string }> {
  const terminal = new Terminal({}, home)
  terminal.engines = new LauncherInProcess(drawThread)
  const { exitCode, stdout, stderr } = await terminal.run([...args, '--json'])
  return { exitCode, lines: stdout === '' ? [] : (jsonLines(stdout) as Line[]), stderr }
}

/** What a command writes that succeeds. */
export async function computedBy(home: string, ...args: readonly string[]): Promise<readonly Line[]> {
  const { exitCode, lines, stderr } = await endOfCommand(home, ...args)
  expect(exitCode, stderr).toBe(0)
  return lines
}
