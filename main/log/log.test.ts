// The log: lines of JSON, files that stay small, and work that goes on where they cannot be written.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { temporaryFolder } from '../files/testing/temporary-folder'
import { closeLog, log, logTrouble, logWritten, openLog } from './log'

afterEach(() => {
  closeLog()
  vi.restoreAllMocks()
})

it('writes what happened as one object a line, and to whoever reads along', () => {
  const folder = join(temporaryFolder(), 'logs')
  const echo = vi.fn<(line: string) => void>()
  openLog({ folder, process: 'window', echo })
  log('info', 'runs', 'queued', { run: 'lenet-1' })
  logTrouble('store', 'no sign of life', new Error('disk full'))
  const lines = readFileSync(join(folder, 'window.log'), 'utf8').trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { level: 'info', area: 'runs', process: 'window', event: 'queued', run: 'lenet-1' },
    { level: 'warning', area: 'store', event: 'no sign of life', error: 'disk full' },
  ])
  expect(echo.mock.calls.flat()).toEqual(lines)
})

it('in the background writes in order, and none of it while the caller goes on', async () => {
  const folder = temporaryFolder()
  openLog({ folder, process: 'window', inBackground: true })
  log('info', 'app', 'first')
  expect(readdirSync(folder)).toEqual([])
  log('info', 'app', 'second')
  await new Promise((resolve) => setTimeout(resolve, 1)) // the first ones are being written
  for (let line = 0; line < 100; line++) log('info', 'app', 'more', { line })
  await logWritten()
  const lines = readFileSync(join(folder, 'window.log'), 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as { event: string; line?: number })
  expect(lines.map(({ event, line }) => line ?? event)).toEqual(['first', 'second', ...Array.from({ length: 100 }, (_, line) => line)])
})

it('in the background writes what still waits when the process ends', () => {
  const folder = temporaryFolder()
  openLog({ folder, process: 'window', inBackground: true })
  const [end] = process.listeners('exit').slice(-1)
  log('info', 'app', 'first')
  log('info', 'app', 'last words')
  end?.(0)
  const lines = readFileSync(join(folder, 'window.log'), 'utf8')
  expect(lines).toContain('first')
  expect(lines).toContain('last words')
})

it.each([false, true])('keeps three files of bounded size, in the background: %s', async (inBackground) => {
  const folder = temporaryFolder()
  openLog({ folder, process: 'engine', inBackground })
  const long = 'x'.repeat(400_000)
  for (let line = 0; line < 20; line++) {
    log('info', 'engine', 'ready', { long })
    await logWritten()
  }
  expect(readdirSync(folder).sort()).toEqual(['engine.1.log', 'engine.2.log', 'engine.log'])
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).size).toBeLessThan(1_500_000)
})

it('tells once that it cannot be written, and lets the work go on', () => {
  const file = join(temporaryFolder(), 'file')
  writeFileSync(file, '')
  const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  openLog({ folder: join(file, 'logs'), process: 'window' })
  log('info', 'app', 'started')
  log('info', 'app', 'started')
  expect(told).toHaveBeenCalledTimes(1)
})
