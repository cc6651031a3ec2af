// How long the user waits for the window: from the start of the program, as the desktop starts it, to the page on the screen.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { crowding, expect, labCommand, test } from './lab-window'

/** Seconds to the window with its page, on two processors that nothing else wants. */
const longestStart = 1.5

/** Starts of which the shortest counts, up to the first that is short enough: what else the machine does only makes them longer. */
const starts = 5

/** When the log says that something happened, in milliseconds since 1970; null: not yet. */
function loggedAt(log: string, event: string): number | null {
  try {
    const lines = readFileSync(log, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as { readonly time: string; readonly event: string })
    const line = lines.find((line) => line.event === event)
    return line ? Date.parse(line.time) : null
  } catch {
    return null // no line is written yet, or one not to its end
  }
}

// Without Playwright, which holds a program back until it is attached. The clock is this test's: what Chromium takes for the start of a process is up to a second too early on Linux, where the system tells the moment of its boot in whole seconds.
test('the window is there soon after the start', async ({ home }) => {
  const { executable, args, env } = labCommand(home)
  const log = join(home, 'logs', 'window.log')
  const seconds: number[] = []
  // A crowded machine takes that many times as long.
  const inTime = (): boolean => Math.min(...seconds) < longestStart * crowding()
  for (let round = 0; round < starts && !inTime(); round++) {
    rmSync(log, { force: true })
    const began = Date.now()
    const lab = spawn(executable, args, { env, stdio: 'ignore' })
    const ended = once(lab, 'exit')
    try {
      await expect.poll(() => loggedAt(log, 'window shown'), { intervals: [500], timeout: 60_000 }).not.toBeNull()
      seconds.push(((loggedAt(log, 'window shown') ?? NaN) - began) / 1000)
    } finally {
      lab.kill('SIGTERM')
      await ended
    }
  }
  console.log(`    window shown after ${seconds.map((value) => value.toFixed(2)).join(', ')} s`)
  expect(inTime(), `a start within ${longestStart} s`).toBe(true)
})
