// `cnn-lab summary`: its options.
import { phrase } from '@language/phrase'
import { layerChoices, withSettings } from '../flags/setting-flags'
import { jsonOption } from '../flags/shared-options'
import type { CommandRegistration } from './command-registration'
import type { SummaryFlags } from './summary'

export const summaryCommand: CommandRegistration = (program, { context }) => {
  const summary = program
    .command('summary')
    .description(phrase("print a network's layers: shapes, parameters, cost"))
    .requiredOption('--model <name>', phrase('network, an ONNX file, or a JSON file of layers'))
  withSettings(summary, layerChoices)
    .option('--input <CxHxW>', phrase("input shape, e.g. 1x224x224 (without: the network's own)"))
    .option('--batch-size <n>', phrase('images per batch (without: 1)'))
    .option('--device <name>', phrase('predict the time of every layer on a device of this machine (cpu, webgpu, cuda) or a known one, e.g. a100'))
    .option('--precision <name>', phrase('float32 or mixed (without: float32)'))
    .option('--training', phrase('print what a training step costs, pass by pass'))
    .addOption(jsonOption())
    .action(async (flags: SummaryFlags) => {
      const { printSummary } = await import('./summary')
      await printSummary(flags, context)
    })
}
