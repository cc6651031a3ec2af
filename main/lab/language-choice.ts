// The user's choice of the lab's language, kept in the home for the next start.
import { phrase } from '@language/phrase'
import type { LanguageChoice } from '@language/languages'
import { LabError } from '@contract/problem'
import { fileTrouble } from '../files/file-trouble'
import { rememberLanguage } from '../files/home-language'

/** Keeps a choice for programs that start from now on. @param home absolute path @throws LabError `language/not-kept` */
export function chooseLanguage(home: string, choice: LanguageChoice): void {
  try {
    rememberLanguage(home, choice)
  } catch (error) {
    const remedy = phrase('Free some space, or make the folder of the lab one that you may write to.')
    throw new LabError('language/not-kept', phrase('The choice of the language cannot be kept: {trouble}.', { trouble: fileTrouble(error) }), remedy, { cause: error })
  }
}
