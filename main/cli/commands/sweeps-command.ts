// `cnn-lab sweeps` and its subcommands: their arguments and options.
import { phrase } from '@language/phrase'
import { jsonOption, withJson, type JsonFlag } from '../flags/shared-options'
import { assertNoOperand } from './assert-no-operand'
import type { CommandRegistration } from './command-registration'
import type { RemoveFlags, RetryFlags } from './sweeps'

export const sweepsCommand: CommandRegistration = (program, { context, report }) => {
  const look = () => import('./sweeps')
  const work = () => import('./sweep')
  const sweeps = program.command('sweeps').description(phrase('list the sweeps, the newest first')).addOption(jsonOption())
  const json = (flags: JsonFlag): boolean => withJson(sweeps.opts(), flags).json ?? false
  sweeps.allowExcessArguments().action(async () => {
    assertNoOperand(sweeps)
    await (await look()).listSweeps(json({}), context)
  })
  sweeps
    .command('show')
    .description(phrase('show the results of a sweep; with --json its record with all points'))
    .argument('<sweep>', phrase('id of the sweep, e.g. sweep-3'))
    .addOption(jsonOption())
    .action(async (id: string, flags: JsonFlag) => {
      await (await look()).showSweep(id, json(flags), context)
    })
  sweeps
    .command('resume')
    .description(phrase('go on with a paused or interrupted sweep'))
    .argument('<sweep>')
    .addOption(jsonOption())
    .action(async (id: string, flags: JsonFlag) => {
      report(await (await work()).resumeSweep(id, json(flags), context))
    })
  sweeps
    .command('extend')
    .description(phrase('go on with a sweep with more values, points, seeds or epochs, as its changed file says'))
    .argument('<sweep>')
    .argument('<file>', phrase('JSON file of the sweep'))
    .addOption(jsonOption())
    .action(async (id: string, file: string, flags: JsonFlag) => {
      report(await (await work()).extendSweep(id, file, json(flags), context))
    })
  sweeps
    .command('collect')
    .description(phrase('take in what a cluster has trained of a sweep, and show how it stands'))
    .argument('<sweep>')
    .addOption(jsonOption())
    .action(async (id: string, flags: JsonFlag) => {
      report(await (await work()).collectSweep(id, json(flags), context))
    })
  sweeps
    .command('cancel')
    .description(phrase('take a sweep off its cluster; `sweeps resume` goes on with it, from the checkpoints of the tasks that ran'))
    .argument('<sweep>')
    .addOption(jsonOption())
    .action(async (id: string, flags: JsonFlag) => {
      await (await work()).cancelSweep(id, json(flags), context)
    })
  sweeps
    .command('retry')
    .description(phrase('train the failed points of a sweep again'))
    .argument('<sweep>')
    .option('--point <n>', phrase('only this point, which may also have been stopped'))
    .addOption(jsonOption())
    .action(async (id: string, flags: RetryFlags) => {
      report(await (await work()).retrySweep(id, { ...flags, json: json(flags) }, context))
    })
  sweeps
    .command('remove')
    .description(phrase('forget a sweep; its runs stay'))
    .argument('<sweep>')
    .option('--with-runs', phrase('delete its runs, too'))
    .addOption(jsonOption())
    .addHelpText('after', `\n${phrase('In the window, a deleted sweep can be put back until it is closed; here it is gone at once.')}`)
    .action(async (id: string, flags: RemoveFlags) => {
      await (await look()).removeSweep(id, { ...flags, json: json(flags) }, context)
    })
}
