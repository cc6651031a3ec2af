// `cnn-lab datasets` and its subcommands: their arguments and options.
import { phrase } from '@language/phrase'
import { withImportFlags, type ImportFlags } from '../flags/import-flags'
import { jsonOption, withJson, type JsonFlag } from '../flags/shared-options'
import { assertNoOperand } from './assert-no-operand'
import type { CommandRegistration } from './command-registration'
import type { ImportCommandFlags, RemoveFlags } from './datasets'

export const datasetsCommand: CommandRegistration = (program, { context, report }) => {
  const work = () => import('./datasets')
  const datasets = program.command('datasets').description(phrase('list the data sets: those that ship with the lab, and imported ones')).addOption(jsonOption())
  datasets.allowExcessArguments().action(async ({ json = false }: JsonFlag) => {
    assertNoOperand(datasets)
    await (await work()).listDatasets(json, context)
  })
  const importing = datasets
    .command('import')
    .description(phrase('take labelled images into the lab: IDX, CIFAR or NumPy files, a folder or archive with a folder of images for each class, images with a CSV file of labels'))
    .argument('<source...>', phrase('file or folder; several files where they belong together'))
    .option('--preview', phrase('only show what the source holds, and what an import would make of it'))
    .addOption(jsonOption())
  withImportFlags(importing).action(async (sources: readonly string[], flags: ImportCommandFlags & ImportFlags) => {
    await (await work()).importSource(sources, withJson(datasets.opts(), flags), context)
  })
  datasets
    .command('get')
    .description(phrase('download a well-known data set from where it is published, check and import it; without a name, list those that there are'))
    .argument('[name]', phrase('e.g. mnist, cifar-10'))
    .addOption(jsonOption())
    .action(async (name: string | undefined, flags: JsonFlag) => {
      const { getDataset } = await import('./get-dataset')
      await getDataset(name ?? null, withJson(datasets.opts(), flags).json ?? false, context)
    })
  datasets
    .command('show')
    .description(phrase('show what is known of a data set: classes with their counts, where it came from, what was left out'))
    .argument('<dataset>', phrase('id, title, or a beginning of the id that only one has'))
    .addOption(jsonOption())
    .action(async (name: string, flags: JsonFlag) => {
      await (await work()).showDataset(name, withJson(datasets.opts(), flags).json ?? false, context)
    })
  datasets
    .command('remove')
    .description(phrase('remove the images of an imported data set; runs that refer to it keep their records'))
    .argument('<dataset>', phrase('id, title, or a beginning of the id that only one has'))
    .option('--yes', phrase('even where runs or sweeps refer to it'))
    .addOption(jsonOption())
    .addHelpText('after', `\n${phrase('In the window, a removed data set can be put back until it is closed; here it is gone at once.')}`)
    .action(async (name: string, flags: RemoveFlags) => {
      report(await (await work()).removeDataset(name, withJson(datasets.opts(), flags), context))
    })
}
