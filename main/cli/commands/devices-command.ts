// `cnn-lab devices`: its options.
import { phrase } from '@language/phrase'
import { jsonOption } from '../flags/shared-options'
import type { CommandRegistration } from './command-registration'
import type { DevicesFlags } from './devices'

export const devicesCommand: CommandRegistration = (program, { context }) => {
  program
    .command('devices')
    .description(phrase('list what this machine can train on, and what would make the rest usable'))
    .option('--measure', phrase('measure how fast each usable device multiplies matrices and moves memory, which takes some seconds'))
    .addOption(jsonOption())
    .action(async (flags: DevicesFlags) => {
      const { listDevices } = await import('./devices')
      await listDevices(flags, context)
    })
}
