// `cnn-lab bench`: its options.
import { jsonOption } from '../flags/shared-options'
import type { CommandRegistration } from './command-registration'
import type { BenchFlags } from './bench'

export const benchCommand: CommandRegistration = (program, { context }) => {
  program
    .command('bench')
    .description('measure speed and memory of training, where the time goes, and how PyTorch compares where Python can import it')
    .option('--model <name>', 'network, an ONNX file, or a JSON file of layers (without: lenet and alexnet)')
    .option('--batch-size <n>', 'images per step of that network')
    .option('--device <name>', 'cpu, webgpu or cuda (auto and without: cpu)')
    .option('--convolution <way>', 'fast or direct')
    .option('--precision <name>', 'float32 or mixed')
    .option('--rounds <n>', 'measurements of everything; the median counts (without: 3)')
    .addOption(jsonOption())
    .addHelpText('after', '\nPyTorch is looked for in python3, or in the Python that CNN_LAB_PYTHON names.')
    .action(async (flags: BenchFlags) => {
      const { bench } = await import('./bench')
      await bench(flags, context)
    })
}
