// `cnn-lab devices`: its options.
import { jsonOption, type JsonFlag } from '../flags/shared-options'
import type { CommandRegistration } from './command-registration'

export const devicesCommand: CommandRegistration = (program, { context }) => {
  program
    .command('devices')
    .description('list what this machine can train on, and what would make the rest usable')
    .addOption(jsonOption())
    .action(async (flags: JsonFlag) => {
      const { listDevices } = await import('./devices')
      await listDevices(flags.json ?? false, context)
    })
}
