// The set-up's log: lines that can be read back, a file that does not grow for ever, and no failure where it cannot be written.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../main/files/testing/temporary-folder'
import { log, openLog } from './log.mjs'

it('has a JSON object a line', () => {
  const folder = join(temporaryFolder(), 'logs')
  openLog(folder)
  log('info', 'step done', { step: 'Building', milliseconds: 12 })
  log('error', 'failed', { message: 'It broke.' })
  const lines = readFileSync(join(folder, 'set-up.log'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as object)
  expect(lines).toMatchObject([
    { level: 'info', area: 'set-up', event: 'step done', step: 'Building', milliseconds: 12 },
    { level: 'error', event: 'failed', message: 'It broke.' },
  ])
})

it('sets a large file aside', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'set-up.log'), 'x'.repeat(1_000_001))
  openLog(folder)
  log('info', 'step done')
  expect(readdirSync(folder).sort()).toEqual(['set-up.1.log', 'set-up.log'])
  expect(readFileSync(join(folder, 'set-up.log'), 'utf8').length).toBeLessThan(1000)
})

it('is given up where its folder cannot be made', () => {
  const file = join(temporaryFolder(), 'file')
  writeFileSync(file, '')
  openLog(join(file, 'logs'))
  expect(() => {
    log('info', 'step done')
  }).not.toThrow()
})
