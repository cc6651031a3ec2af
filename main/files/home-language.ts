// The language of a home's programs: chosen by its user, else the system's. What is here is loaded before any word is said, and so imports no module that says one.
import { languageChoices, languageOf, languageVariable, type Language, type LanguageChoice } from '@language/languages'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** The file of a home that remembers the choice. */
export const languageFile = (home: string): string => join(home, 'language.json')

/** What a home's user has chosen; the system's language where nothing was chosen, or the file cannot be read. */
export function chosenLanguage(home: string): LanguageChoice {
  const file = languageFile(home)
  try {
    if (!statSync(file).isFile()) return 'system' // a pipe would be waited for
    const { language } = JSON.parse(readFileSync(file, 'utf8')) as { readonly language?: unknown }
    return languageChoices.find((choice) => choice === language) ?? 'system'
  } catch {
    return 'system'
  }
}

type Environment = Readonly<Record<string, string | undefined>>

/** The system's language: of the environment where it names one, as on Linux and in terminals, else what the system tells programs. */
export function systemLanguage(env: Environment, told = Intl.DateTimeFormat().resolvedOptions().locale): Language {
  return languageOf([env.LC_ALL, env.LC_MESSAGES, env.LANG, told].find((tag) => tag !== undefined && tag !== '')) ?? 'en'
}

/** The language in which a program speaks: `CNN_LAB_LANGUAGE`, else the choice of the home, else the system's. */
export function homeLanguage(home: string, env: Environment = process.env): Language {
  const choice = chosenLanguage(home)
  return languageOf(env[languageVariable]) ?? (choice === 'system' ? systemLanguage(env) : choice)
}

/** Has this program and those that it starts speak the language of a home; to be called before a module that says words is loaded. */
export function speakLanguageOf(home: string): void {
  process.env[languageVariable] = homeLanguage(home)
}
