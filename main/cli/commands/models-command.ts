// `cnn-lab models` and its subcommands: their arguments and options.
import { phrase } from '@language/phrase'
import { jsonOption, withJson, type JsonFlag } from '../flags/shared-options'
import { assertNoOperand } from './assert-no-operand'
import type { CommandRegistration } from './command-registration'
import type { SaveFlags, ShowFlags } from './models'

export const modelsCommand: CommandRegistration = (program, { context, report }) => {
  const work = () => import('./models')
  const models = program.command('models').description(phrase('list the networks: of the zoo, your own, of files')).addOption(jsonOption())
  models.allowExcessArguments().action(async ({ json = false }: JsonFlag) => {
    assertNoOperand(models)
    await (await work()).listModels(json, context)
  })
  models
    .command('show')
    .description(phrase('show the layers of a network; with --json a list of layers that --model takes'))
    .argument('<network>', phrase('of the zoo or your own'))
    .option('--revision <n>', phrase('an earlier state of an own network (without: the newest)'))
    .addOption(jsonOption())
    .action(async (name: string, flags: ShowFlags) => {
      await (await work()).showModel(name, withJson(models.opts(), flags), context)
    })
  models
    .command('save')
    .description(phrase('save a list of layers as an own network; one that there is gets another revision'))
    .argument('<file>', phrase('JSON file of layers'))
    .option('--name <name>', phrase('name of the network (without: the one in the file)'))
    .addOption(jsonOption())
    .action(async (file: string, flags: SaveFlags) => {
      await (await work()).saveModel(file, withJson(models.opts(), flags), context)
    })
  models
    .command('rename')
    .description(phrase('give an own network another name; its history goes along'))
    .argument('<network>')
    .argument('<name>', phrase('the new name'))
    .action(async (network: string, name: string) => {
      await (await work()).renameModel(network, name, context)
    })
  models
    .command('remove')
    .description(phrase('remove an own network with its history'))
    .argument('<network>')
    .addOption(jsonOption())
    .action(async (network: string, flags: JsonFlag) => {
      await (await work()).removeModel(network, withJson(models.opts(), flags).json ?? false, context)
    })
  models
    .command('restore')
    .description(phrase('put a removed network back'))
    .argument('<number>', phrase('as `models remove` has told it'))
    .addOption(jsonOption())
    .action(async (number: string, flags: JsonFlag) => {
      await (await work()).restoreModel(number, withJson(models.opts(), flags).json ?? false, context)
    })
  models
    .command('import')
    .description(phrase('take an ONNX file into the lab, and tell what is found in it'))
    .argument('<file>', phrase('ONNX file'))
    .addOption(jsonOption())
    .action(async (file: string, flags: JsonFlag) => {
      report(await (await work()).importModel(file, withJson(models.opts(), flags).json ?? false, context))
    })
}
