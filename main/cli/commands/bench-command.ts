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
    .option('--device <name>', 'cpu, which auto means here, webgpu or cuda')
    .option('--convolution <way>', 'fast or direct')
    .option('--precision <name>', 'float32 or mixed')
    .option('--rounds <n>', 'how often everything is measured; medians count (without: 3)')
    .addOption(jsonOption())
    .addHelpText('after', '\nPyTorch is asked of python3, or of the Python that CNN_LAB_PYTHON names.')
    .action(async (flags: BenchFlags) => {
      const { bench } = await import('./bench')
      await bench(flags, context)
    })
}
