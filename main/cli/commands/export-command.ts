// `cnn-lab export [RUN]`: its argument and options.
import { layerChoices, withSettings } from '../flags/setting-flags'
import type { CommandRegistration } from './command-registration'
import type { ExportFlags } from './export'

export const exportCommand: CommandRegistration = (program, { context }) => {
  const command = program
    .command('export')
    .description('write a network as a standard ONNX file, or its parameters as a safetensors file with the names of `cnn-lab code`')
    .argument('[run]', 'id of the run whose trained network to write')
    .option('--model <name>', 'a network, an ONNX file or a JSON file of layers with its initial parameters instead')
  withSettings(command, layerChoices)
    .option('--epoch <n>', 'the run as it was at the end of an epoch: `best`, by its test loss, or one of the last')
    .requiredOption('--out <path>', 'file to write, e.g. lenet.onnx or lenet.safetensors')
    .action(async (run: string | undefined, flags: ExportFlags) => {
      const { exportNetwork } = await import('./export')
      await exportNetwork(run, flags, context)
    })
}
