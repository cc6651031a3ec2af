// `cnn-lab check-gpu`: its options.
import { phrase } from '@language/phrase'
import type { CommandRegistration } from './command-registration'
import type { CheckGpuFlags } from './check-gpu'

export const checkGpuCommand: CommandRegistration = (program, { context, report }) => {
  program
    .command('check-gpu')
    .description(phrase('check the GPUs of this machine against the CPU and PyTorch, and write what was found into two files'))
    .option('--device <name>', phrase('webgpu or cuda (without: every GPU that the CPU does not play)'))
    .option('--small', phrase('tiny sizes, as for a GPU in software'))
    .option('--minutes <n>', phrase('time that all steps may take together (without: 10)'))
    .option('--out <name>', phrase('beginning of the names of the two files, which end in .json and .md (without: gpu-check)'))
    .addHelpText('after', `\n${phrase('PyTorch is looked for in python3, or in the Python that CNN_LAB_PYTHON names. Nothing is fetched from a network.')}`)
    .action(async (flags: CheckGpuFlags) => {
      const { checkGpu } = await import('./check-gpu')
      report(await checkGpu(flags, context))
    })
}
