// `cnn-lab language`: tells which language the lab speaks, and remembers the one that its user chooses.
import { enumeration } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import { languageChoices, languageNames, languageOf, type LanguageChoice } from '@language/languages'
import { chosenLanguage, systemLanguage } from '../../files/home-language'
import { labHome } from '../../lab/home'
import { chooseLanguage } from '../../lab/language-choice'
import { UsageError } from '../flags/usage-error'
import { say, sayJson, type CommandContext } from '../terminal/command-context'

/** @param choice as the user wrote it; null: only tells what is chosen @throws UsageError; LabError `language/not-kept` */
export async function tellLanguage(choice: string | null, json: boolean, { stdout }: Pick<CommandContext, 'stdout'>): Promise<void> {
  const home = labHome()
  if (choice !== null) await remember(home, choice)
  const chosen = chosenLanguage(home)
  const spoken = chosen === 'system' ? systemLanguage(process.env) : chosen
  if (json) sayJson(stdout, { choice: chosen, language: spoken })
  else say(stdout, chosen === 'system' ? phrase('{name}, the language of the system', { name: languageNames[spoken] }) : languageNames[spoken])
}

async function remember(home: string, given: string): Promise<void> {
  const choice: LanguageChoice | null = given === 'system' ? 'system' : languageOf(given)
  if (choice === null) throw new UsageError(phrase('The lab does not speak “{given}”. It can be one of {choices}.', { given, choices: enumeration(languageChoices) }))
  await chooseLanguage(home, choice)
}
