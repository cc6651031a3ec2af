// Ends of sentences in both languages: what is cut off to stand within another, and what is added where there is none.
import { afterEach, expect, it, vi } from 'vitest'
import type * as Sentences from './sentences'

async function sentencesIn(language: string): Promise<typeof Sentences> {
  vi.resetModules()
  vi.stubEnv('CNN_LAB_LANGUAGE', language)
  return import('./sentences')
}

afterEach(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
})

it.each([
  ['en', 'It diverged.', 'It diverged', 'It diverged.'],
  ['en', 'Is it right?', 'Is it right?', 'Is it right?'],
  ['en', 'of version 1.5', 'of version 1.5', 'of version 1.5.'],
  ['zh-Hans', '训练发散了。', '训练发散了', '训练发散了。'],
  ['zh-Hans', '没有这次运行', '没有这次运行', '没有这次运行。'],
  ['zh-Hans', '对吗？', '对吗？', '对吗？'],
  ['zh-Hans', 'No such file.', 'No such file', 'No such file.'],
])('in %s: %s', async (language, words, within, sentence) => {
  const { asSentence, withoutStop } = await sentencesIn(language)
  expect(withoutStop(words)).toBe(within)
  expect(asSentence(words)).toBe(sentence)
})

it.each([
  ['en', 'Images at once. More need more memory.', 'Images at once.'],
  ['en', 'At most 1.5', 'At most 1.5'],
  ['zh-Hans', '一次的图像数。越多越占内存。', '一次的图像数。'],
])('in %s, the first of %s', async (language, text, first) => {
  expect((await sentencesIn(language)).firstSentence(text)).toBe(first)
})
