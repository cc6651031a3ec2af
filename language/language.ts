// The language of this program. It stays as long as the program runs, so that whatever is made when a module loads may hold words.
import { languageOf, languageVariable, type Language } from './languages'

interface Program {
  readonly document?: { readonly documentElement: { readonly lang: string } }
  readonly process?: { readonly env: Readonly<Record<string, string | undefined>> }
}

const { document: page, process: program } = globalThis as Program

/** The language of this program: a page's stands in its document, another's in its environment. */
export const language: Language = languageOf(page?.documentElement.lang) ?? languageOf(program?.env[languageVariable]) ?? 'en'
