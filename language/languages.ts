// The languages that the lab speaks, and which one this program was started in.

/** By their tags (BCP 47), with their own names. */
export const languageNames = { en: 'English', 'zh-Hans': '简体中文' } as const

export type Language = keyof typeof languageNames

export const languages: readonly Language[] = ['en', 'zh-Hans']

/** Where a program of the lab is told its language by the one that starts it. */
export const languageVariable = 'CNN_LAB_LANGUAGE'

/** The language that a tag asks for, e.g. of the system: `zh_CN.UTF-8`, `zh-Hans-SG`, `en-GB`; null where the lab does not speak it. */
export function languageOf(tag: string | undefined): Language | null {
  const [language = '', ...parts] = (tag ?? '').toLowerCase().replace(/[.@].*$/, '').split(/[-_]/)
  if (language === 'en') return 'en'
  // Those who read traditional characters are not given simplified ones.
  return language === 'zh' && !parts.some((part) => ['hant', 'tw', 'hk', 'mo'].includes(part)) ? 'zh-Hans' : null
}

interface Program {
  readonly document?: { readonly documentElement: { readonly lang: string } }
  readonly process?: { readonly env: Readonly<Record<string, string | undefined>> }
}

const { document: page, process: program } = globalThis as Program

/** The language of this program: a page's stands in its document, another's in its environment. It stays as long as the program runs. */
export const language: Language = languageOf(page?.documentElement.lang) ?? languageOf(program?.env[languageVariable]) ?? 'en'
