// `cnn-lab language`: its argument and options.
import { phrase } from '@language/phrase'
import { jsonOption, type JsonFlag } from '../flags/shared-options'
import type { CommandRegistration } from './command-registration'

export const languageCommand: CommandRegistration = (program, { context }) => {
  program
    .command('language')
    .description(phrase('tell the language of the lab, or choose one: of its window, its messages and its reports'))
    .argument('[language]', phrase('en, zh-Hans, or system: that of the system'))
    .addOption(jsonOption())
    .addHelpText('after', phrase('\nThe choice is kept in the home of the lab. The variable CNN_LAB_LANGUAGE, where it names a language, counts more than the choice.'))
    .action(async (choice: string | undefined, { json = false }: JsonFlag) => {
      const { tellLanguage } = await import('./language')
      await tellLanguage(choice ?? null, json, context)
    })
}
