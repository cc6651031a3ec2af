// `cnn-lab datasets` and `presets`: their options.
import { jsonOption, type JsonFlag } from '../flags/shared-options'
import type { CommandRegistration } from './command-registration'
import type { ListingName } from './listings'

export const listingsCommand: CommandRegistration = (program, { context }) => {
  const listings: Readonly<Record<ListingName, string>> = {
    datasets: 'list the data sets',
    presets: 'list the presets',
  }
  for (const name of Object.keys(listings) as ListingName[]) {
    program
      .command(name)
      .description(listings[name])
      .addOption(jsonOption())
      .action(async (flags: JsonFlag) => {
        const { printListing } = await import('./listings')
        printListing(name, flags.json ?? false, context.stdout)
      })
  }
}
