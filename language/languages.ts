// The languages that the lab speaks, and how they are named by systems and people.

/** By their tags (BCP 47), with their own names. */
export const languageNames = { en: 'English', 'zh-Hans': '简体中文' } as const

export type Language = keyof typeof languageNames

export const languages = ['en', 'zh-Hans'] as const satisfies readonly Language[]

/** Where a program of the lab is told its language by the one that starts it. */
export const languageVariable = 'CNN_LAB_LANGUAGE'

/** The language that a tag asks for, e.g. of the system: `zh_CN.UTF-8`, `zh-Hans-SG`, `en-GB`; null where the lab does not speak it. */
export function languageOf(tag: string | undefined): Language | null {
  const [language = '', ...parts] = (tag ?? '').toLowerCase().replace(/[.@].*$/, '').split(/[-_]/)
  if (language === 'en') return 'en'
  // Those who read traditional characters are not given simplified ones.
  return language === 'zh' && !parts.some((part) => ['hant', 'tw', 'hk', 'mo'].includes(part)) ? 'zh-Hans' : null
}

/** What a user may choose: a language, or that of the system. */
export const languageChoices = ['system', ...languages] as const
export type LanguageChoice = (typeof languageChoices)[number]
