// Every word for users goes through here: English stands where it is said, and is the key of its translation.
import { joinedInChinese } from './chinese-spaces'
import { language } from './language'
import type { Phrase } from './simplified-chinese/catalogue'

/** The names of the values of a phrase; braces around anything else, such as JSON, are braces. */
type Names<P extends string> = P extends `${string}{${infer Name}}${infer Rest}` ? (Name extends `${string}${' ' | '"' | '{' | '}' | ','}${string}` | '' ? never : Name) | Names<Rest> : never

type Values<P extends string> = [Names<P>] extends [never] ? [] : [values: Readonly<Record<Names<P>, string | number>>]

/** Begins a remark for those who translate, where the same words have several meanings: `Open § what one does with a file`. It is not said, nor is the space before it. */
const remark = / § .*$/

const translations: Readonly<Record<string, string>> = language === 'zh-Hans' ? (await import('./simplified-chinese/catalogue')).simplifiedChinese : {}

/** The English of each translation that is a name by itself, in small letters; made when a name is first asked for, as most programs ask for none. */
let englishNames: ReadonlyMap<string, readonly string[]> | null = null

function namesInEnglish(): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>()
  for (const [words, said] of Object.entries(translations)) names.set(said.toLowerCase(), [...(names.get(said.toLowerCase()) ?? []), words.replace(remark, '')])
  return names
}

/** A name as this language has it, and as English has it: either may be typed, so that a command means the same in every language. */
export function spellingsOf(said: string): readonly string[] {
  englishNames ??= namesInEnglish()
  return [said, ...(englishNames.get(said.toLowerCase()) ?? [])]
}

/** A phrase in the language of this program: `phrase('{images} of {all} images', { images, all })`. Numbers are put in as they are, so format them before. */
export function phrase<P extends Phrase>(words: P, ...[values]: Values<P>): string {
  const said = Object.hasOwn(translations, words) ? (translations[words] ?? words) : words.replace(remark, '')
  if (values === undefined) return said
  const parts = said.split(/(\{\w+\})/).map((part) => {
    const name = part.startsWith('{') ? part.slice(1, -1) : ''
    return Object.hasOwn(values, name) ? String((values as Readonly<Record<string, string | number>>)[name]) : part
  })
  return language === 'en' ? parts.join('') : parts.reduce(joinedInChinese)
}
