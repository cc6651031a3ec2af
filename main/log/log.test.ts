// The log: lines of JSON, files that stay small, and work that goes on where they cannot be written.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { temporaryFolder } from '../files/testing/temporary-folder'
import { closeLog, log, logTrouble, openLog } from './log'

afterEach(closeLog)

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

it('keeps three files of bounded size', () => {
  const folder = temporaryFolder()
  openLog({ folder, process: 'engine' })
  const long = 'x'.repeat(400_000)
  for (let line = 0; line < 20; line++) log('info', 'engine', 'ready', { long })
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
  told.mockRestore()
})
