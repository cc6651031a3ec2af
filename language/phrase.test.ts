// What phrase() says: values in their places, remarks for translators left out, and braces that are no values.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { languageOf } from './languages'

/** The module anew, in a language. */
async function phraseIn(language: string): Promise<(words: string, values?: Readonly<Record<string, string | number>>) => string> {
  vi.resetModules()
  vi.stubEnv('CNN_LAB_LANGUAGE', language)
  return (await import('./phrase')).phrase as (words: string, values?: Readonly<Record<string, string | number>>) => string
}

beforeEach(() => {
  vi.doMock('./simplified-chinese/catalogue', () => ({ simplifiedChinese: { 'Train on {images} images': '在 {images} 张图像上训练', 'Open § what one does with a file': '打开' } }))
})
afterEach(() => {
  vi.doUnmock('./simplified-chinese/catalogue')
  vi.unstubAllEnvs()
  vi.resetModules()
})

describe('in English', () => {
  it('says what stands there, with its values and without remarks', async () => {
    const phrase = await phraseIn('en')
    expect(phrase('Train on {images} images', { images: '7,000' })).toBe('Train on 7,000 images')
    expect(phrase('Open § what one does with a file')).toBe('Open')
    expect(phrase('an object such as {"size": 3} for {name}', { name: '$& {name}' })).toBe('an object such as {"size": 3} for $& {name}')
    expect(phrase('{constructor} of {a}', { a: 1 })).toBe('{constructor} of 1')
  })
})

describe('in Chinese', () => {
  it('says the translation, and English where there is none', async () => {
    const phrase = await phraseIn('zh-Hans')
    expect(phrase('Train on {images} images', { images: 7 })).toBe('在 7 张图像上训练')
    expect(phrase('Open § what one does with a file')).toBe('打开')
    expect(phrase('constructor')).toBe('constructor')
  })
})

it.each([['en', 'en'], ['en_US.UTF-8', 'en'], ['zh', 'zh-Hans'], ['zh-Hans-CN', 'zh-Hans'], ['zh_CN@pinyin', 'zh-Hans'], ['zh-TW', null], ['zh-Hant', null], ['de', null], ['', null], [undefined, null]])('%s asks for %s', (tag, language) => {
  expect(languageOf(tag)).toBe(language)
})
