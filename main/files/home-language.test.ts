// Which language a program speaks: of the environment, of the home's user, of the system.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { chosenLanguage, homeLanguage, languageFile, systemLanguage } from './home-language'

let home = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'cnn-lab-'))
})
afterEach(() => {
  rmSync(home, { recursive: true })
})

const choose = (text: string): void => { writeFileSync(languageFile(home), text) }

it('is the one that the environment names, before the choice of the home and the system', () => {
  choose('{"language":"en"}')
  expect(homeLanguage(home, { CNN_LAB_LANGUAGE: 'zh-Hans', LANG: 'en_GB.UTF-8' })).toBe('zh-Hans')
  expect(homeLanguage(home, { CNN_LAB_LANGUAGE: 'fr', LANG: 'zh_CN.UTF-8' })).toBe('en')
})

it('is the choice of the home, before the system', () => {
  choose('{"language":"zh-Hans"}')
  expect(homeLanguage(home, { LANG: 'en_GB.UTF-8' })).toBe('zh-Hans')
  choose('{"language":"system"}')
  expect(homeLanguage(home, { LANG: 'zh_CN.UTF-8' })).toBe('zh-Hans')
})

it.each([
  [{ LANG: 'zh_CN.UTF-8' }, 'zh-Hans'],
  [{ LANG: 'zh_SG' }, 'zh-Hans'],
  [{ LANG: 'zh_TW.UTF-8' }, 'en'],
  [{ LANG: 'de_DE.UTF-8' }, 'en'],
  [{ LANG: 'C' }, 'en'],
  [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'en_US.UTF-8' }, 'en'],
  [{ LANG: 'en_US.UTF-8', LC_MESSAGES: 'zh_CN' }, 'zh-Hans'],
] as const)('of the system with %j is %s', (env, language) => {
  expect(systemLanguage(env, 'en-GB')).toBe(language)
})

it('of a system that tells programs and has no variables for it', () => {
  expect(systemLanguage({}, 'zh-CN')).toBe('zh-Hans')
  expect(systemLanguage({}, 'zh-Hant-HK')).toBe('en')
})

it.each(['', '{', '[]', 'null', '{"language":"klingon"}', '{"language":7}'])('is the system\'s where the choice is damaged: %s', (text) => {
  choose(text)
  expect(chosenLanguage(home)).toBe('system')
})

it('is the system\'s where a folder or nothing stands in place of the choice', () => {
  expect(chosenLanguage(home)).toBe('system')
  mkdirSync(languageFile(home))
  expect(chosenLanguage(home)).toBe('system')
})
