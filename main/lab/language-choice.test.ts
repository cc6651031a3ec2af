// The choice of a language is kept whole, in a home that need not be there yet; where it cannot be, a sentence says so.
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { chosenLanguage } from '../files/home-language'
import { temporaryFolder } from '../files/testing/temporary-folder'
import { chooseLanguage } from './language-choice'

it('is kept in a home that is not there yet, and replaced, with nothing left beside it', async () => {
  const home = join(temporaryFolder(), 'new', 'home')
  await chooseLanguage(home, 'zh-Hans')
  expect(chosenLanguage(home)).toBe('zh-Hans')
  await chooseLanguage(home, 'system')
  expect(chosenLanguage(home)).toBe('system')
  expect(readdirSync(home)).toEqual(['language.json'])
})

it('is the last of several that are made at once', async () => {
  const home = temporaryFolder()
  await Promise.all((['zh-Hans', 'en', 'system', 'en', 'zh-Hans'] as const).map((language) => chooseLanguage(home, language)))
  expect(chosenLanguage(home)).toBe('zh-Hans')
})

it('says in a sentence why it is not kept, and keeps the next', async () => {
  const [folder, file] = [temporaryFolder(), join(temporaryFolder(), 'file')]
  writeFileSync(file, '')
  const [, kept] = await Promise.allSettled([chooseLanguage(file, 'en'), chooseLanguage(folder, 'en')])
  expect(kept.status).toBe('fulfilled')
  await expect(chooseLanguage(file, 'en')).rejects.toMatchObject({ code: 'language/not-kept', message: expect.stringContaining('The choice of the language cannot be kept: ') as string })
})
