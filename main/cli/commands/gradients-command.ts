// `cnn-lab gradients`: its options.
import { phrase } from '@language/phrase'
import { jsonOption, outputOption } from '../flags/shared-options'
import type { CommandRegistration } from './command-registration'
import type { GradientFlags } from './gradients'

export const gradientsCommand: CommandRegistration = (program, { context }) => {
  program
    .command('gradients')
    .description(phrase("compute the loss of an ONNX file's network on one batch, and its gradient by every parameter"))
    .requiredOption('--model <file>', phrase('ONNX file'))
    .requiredOption('--batch <file>', phrase('safetensors file with images float32 [N, C, H, W], fed as they are, and labels int64 [N]'))
    .requiredOption('--out <file>', phrase('safetensors file to write: one tensor by parameter, under the name that the model gives it'))
    .addOption(outputOption())
    .option('--device <name>', phrase('cpu, webgpu or cuda (auto and without: cpu)'))
    .addOption(jsonOption())
    .action(async (flags: GradientFlags) => {
      const { printGradients } = await import('./gradients')
      await printGradients(flags, context)
    })
}
