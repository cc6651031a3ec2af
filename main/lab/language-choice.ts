// The user's choice of the lab's language, kept in the home for the next start.
import { phrase } from '@language/phrase'
import type { LanguageChoice } from '@language/languages'
import { mkdir } from 'node:fs/promises'
import { LabError } from '@contract/problem'
import { writeFileWhole } from '../files/durable-file'
import { fileTrouble } from '../files/file-trouble'
import { languageFile } from '../files/home-language'

/** The last writing; another one waits for its end. */
let writing: Promise<void> = Promise.resolve()

/** Keeps a choice for programs that start from now on; of several, the last. @param home absolute path @throws LabError `language/not-kept` */
export function chooseLanguage(home: string, language: LanguageChoice): Promise<void> {
  writing = writing.catch(() => undefined).then(() => keep(home, language))
  return writing
}

async function keep(home: string, language: LanguageChoice): Promise<void> {
  try {
    await mkdir(home, { recursive: true })
    await writeFileWhole(languageFile(home), `${JSON.stringify({ language })}\n`)
  } catch (error) {
    const remedy = phrase('Free some space, or make the folder of the lab one that you may write to.')
    throw new LabError('language/not-kept', phrase('The choice of the language cannot be kept: {trouble}.', { trouble: fileTrouble(error) }), remedy, { cause: error })
  }
}
