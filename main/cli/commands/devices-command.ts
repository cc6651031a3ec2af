// `cnn-lab devices`: its options.
import { jsonOption } from '../flags/shared-options'
import type { CommandRegistration } from './command-registration'
import type { DevicesFlags } from './devices'

export const devicesCommand: CommandRegistration = (program, { context }) => {
  program
    .command('devices')
    .description('list what this machine can train on, and what would make the rest usable')
    .option('--measure', 'measure how fast each usable device multiplies matrices and moves memory, which takes some seconds')
    .addOption(jsonOption())
    .action(async (flags: DevicesFlags) => {
      const { listDevices } = await import('./devices')
      await listDevices(flags, context)
    })
}
