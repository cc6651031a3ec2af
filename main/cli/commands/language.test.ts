// The language of the command line: told, chosen, and refused where the lab does not speak it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { chosenLanguage } from '../../files/home-language'
import { UsageError } from '../flags/usage-error'
import { tellLanguage } from './language'

let home = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'cnn-lab-'))
  vi.stubEnv('CNN_LAB_HOME', home)
  vi.stubEnv('LC_ALL', 'zh_CN.UTF-8')
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(home, { recursive: true })
})

async function told(choice: string | null, json = false): Promise<string> {
  const stdout = new PassThrough()
  await tellLanguage(choice, json, { stdout })
  return String(stdout.read())
}

it('is that of the system where nothing was chosen', async () => {
  expect(await told(null)).toBe('简体中文, the language of the system\n')
  expect(JSON.parse(await told(null, true))).toEqual({ choice: 'system', language: 'zh-Hans' })
})

it.each([['en', 'English\n', 'en'], ['zh', '简体中文\n', 'zh-Hans'], ['zh-Hans', '简体中文\n', 'zh-Hans'], ['zh_CN', '简体中文\n', 'zh-Hans']])('%s is chosen and kept', async (given, words, kept) => {
  expect(await told(given)).toBe(words)
  expect(chosenLanguage(home)).toBe(kept)
  expect(await told('system')).toContain('the language of the system')
  expect(chosenLanguage(home)).toBe('system')
})

it.each(['klingon', 'zh-TW', ''])('%s is refused, with those that there are', async (given) => {
  await expect(told(given)).rejects.toThrow(UsageError)
  await expect(told(given)).rejects.toThrow('It can be one of system, en, zh-Hans.')
  expect(chosenLanguage(home)).toBe('system')
})
