// `cnn-lab repair`: its options.
import { phrase } from '@language/phrase'
import { jsonOption, type JsonFlag } from '../flags/shared-options'
import type { CommandRegistration } from './command-registration'

export const repairCommand: CommandRegistration = (program, { context, report }) => {
  program
    .command('repair')
    .description(phrase('mend a damaged store of runs, and find runs again whose folders are in the home; deletes nothing'))
    .addOption(jsonOption())
    .addHelpText('after', `\n${phrase('A damaged database is kept beside the new one as lab.db.damaged-NUMBER. A run that is found by its folder has the settings and results of its\nnewest whole checkpoint, and its title, tags, note and pin; its curves within epochs are lost where the database is.')}`)
    .action(async ({ json = false }: JsonFlag) => {
      const { repair } = await import('./repair')
      report(await repair(json, context))
    })
}
