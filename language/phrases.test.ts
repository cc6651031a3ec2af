// Holds the catalogues to the sources: no word for users outside them, none missing, none left over, the same values in both languages, the chapter's own terms.
import { readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { simplifiedChinese } from './simplified-chinese/catalogue'
import { notWords } from './testing/not-words'
import { projectWords } from './testing/project-words'
import { sameInChinese } from './testing/same-in-chinese'
import { terms } from './testing/terms'

const words = projectWords()
const phrases = new Map(words.filter(({ isPhrase }) => isPhrase).map((word) => [word.text, word]))
const translations: Readonly<Record<string, string>> = simplifiedChinese

const folder = fileURLToPath(new URL('simplified-chinese', import.meta.url))
const cataloguesIn = (path: string): readonly string[] =>
  readdirSync(path).flatMap((name) => (statSync(join(path, name)).isDirectory() ? cataloguesIn(join(path, name)) : [join(path, name)]))
const catalogues = await Promise.all(
  cataloguesIn(folder)
    .filter((path) => !path.endsWith('catalogue.ts'))
    .map(async (path) => ({ name: relative(folder, path).replace(/\.ts$/, ''), phrases: Object.values((await import(path)) as Record<string, Readonly<Record<string, string>>>)[0] ?? {} })),
)

const valuesIn = (text: string): readonly string[] => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''))].sort()

it('says every word for users by a phrase', () => {
  const outside = words.filter(({ isPhrase, text, file }) => !isPhrase && !notWords.some((exception) => exception.files.test(file) && exception.texts.test(text)))
  expect(outside.map(({ file, line, text }) => `${file}:${line} ${JSON.stringify(text)}`)).toEqual([])
})

it('finds words in every kind of place, and takes code for none', async () => {
  const { wordsInComponent, wordsInProgram } = await import('./testing/words-in-component')
  const found = (code: string): readonly string[] => wordsInProgram(code).map(({ text }) => text)
  expect(found("const a = { label: 'Train a network' }; say(`of ${n} images`, 'SELECT a FROM b WHERE c'); log('info', 'not for users')")).toEqual(['Train a network', 'of {} images'])
  expect(found("throw new Error('a fault of the program'); const b = { class: 'flex gap-2 text-muted' }; import('some path')")).toEqual([])
  expect(found("x === 'not so' ? phrase('so far') : y['some key']")).toEqual(['so far'])
  expect(found("const c = { label: 'duration', title: on ? 'Ready' : 'Xavier2', value: 'duration', kind: 'row' }")).toEqual(['duration', 'Ready'])
  const component = "<script setup>const t = 'several words'</script><template><p title=\"Hint\" x-title=\"Step\" class=\"a b\">Text <code>npm run x</code>{{ n > 1 ? 'more words' : '' }}</p></template>"
  expect(wordsInComponent(component).map(({ text }) => text)).toEqual(['several words', 'Hint', 'Step', 'Text', 'more words'])
  expect(wordsInComponent('<template><X :name="phrase(\'Setting\')" :icon="\'two words\'" /></template>').map(({ text }) => text)).toEqual(['Setting'])
})

it('has a translation for every phrase', () => {
  expect([...phrases.values()].filter(({ text }) => !Object.hasOwn(translations, text)).map(({ file, line, text }) => `${file}:${line} ${JSON.stringify(text)}`)).toEqual([])
})

it('has none that nothing says', () => {
  expect(Object.keys(translations).filter((phrase) => !phrases.has(phrase))).toEqual([])
})

it('has each once, in the catalogue of a folder that says it', () => {
  const homes = new Map<string, string>()
  const faults = catalogues.flatMap(({ name, phrases: own }) =>
    Object.keys(own).flatMap((phrase) => {
      const other = homes.get(phrase)
      homes.set(phrase, name)
      return other === undefined ? [] : [`${phrase}: in ${other} and ${name}`]
    }),
  )
  expect(faults).toEqual([])
})

it('puts the same values into a translation', () => {
  const faults = Object.entries(translations).filter(([phrase, translation]) => valuesIn(phrase).join() !== valuesIn(translation).join())
  expect(faults).toEqual([])
})

it('translates: what has no Chinese letter in it is a name, a unit or a form of writing', () => {
  const same = Object.entries(translations).filter(([phrase, translation]) => !/\p{Script=Han}/u.test(translation) && /\p{L}{4,}/u.test(said(phrase).replaceAll(/\{\w+\}/g, '')) && !sameInChinese.has(phrase))
  expect(same).toEqual([])
})

/** The words of a phrase that are said: no remark, no command, flag or quotation. */
const said = (phrase: string): string => phrase.replace(/ § .*$/, '').replaceAll(/"[^"]*"|“[^”]*”|--[\w-]+|\b[\w]+-[\w-]+\b/g, '')

it.each(terms)('calls $english as the chapter does: $chinese', ({ english, chinese, but }) => {
  const faults = Object.entries(translations).filter(([phrase, translation]) => english.test(said(phrase)) && !chinese.test(translation) && !(but?.test(phrase) ?? false))
  expect(faults).toEqual([])
})

it('writes sentences with full-width signs', () => {
  const faults = Object.entries(translations).filter(([, translation]) => /\p{Script=Han}[,;:?!](\s|$)/u.test(translation) || /\p{Script=Han}\.$/u.test(translation))
  expect(faults).toEqual([])
})
