// `cnn-lab export [RUN]`: its argument and options.
import { phrase } from '@language/phrase'
import { layerChoices, withSettings } from '../flags/setting-flags'
import { outputOption } from '../flags/shared-options'
import type { CommandRegistration } from './command-registration'
import type { ExportFlags } from './export'
import type { RunExportFlags } from './export-runs'

export const exportCommand: CommandRegistration = (program, { context }) => {
  const command = program
    .command('export')
    .description(phrase('write a network as a standard ONNX file, or its parameters as a safetensors file with the names of `cnn-lab code`; or runs for TensorBoard and spreadsheets'))
    .argument('[run...]', phrase('id of the run whose trained network to write; ids of the runs to write for other programs'))
    .option('--model <name>', phrase('a network, an ONNX file or a JSON file of layers with its initial parameters instead'))
  withSettings(command, layerChoices)
    .addOption(outputOption())
    .option('--epoch <n>', phrase('the run as it was at the end of an epoch: `best`, by its test (or validation) loss, or one of the last'))
    .option('--out <path>', phrase('file to write, e.g. lenet.onnx or lenet.safetensors'))
    .option('--tensorboard <folder>', phrase('write curves, settings and pictures of the first filters of runs into a folder for TensorBoard'))
    .option('--csv <path>', phrase('write a table with a line for each run: settings and results'))
    .option('--curves <path>', phrase('write a table with a line for each point of the curves of runs'))
    .option('--json <path>', phrase('write runs with the points of their curves as JSON'))
    .option('--points <n>', phrase('with --json: most points of each run; neighbours are merged into one with means and the largest memory, and the file says how many (without: 2400, of more than 10 runs fewer)'))
    .action(async (runs: readonly string[], flags: ExportFlags & RunExportFlags) => {
      const { exportRuns, namesRunExport } = await import('./export-runs')
      if (namesRunExport(flags)) {
        await exportRuns(runs, flags, context)
        return
      }
      const { exportNetwork } = await import('./export')
      await exportNetwork(runs, flags, context)
    })
}
