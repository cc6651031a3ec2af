// `cnn-lab bench`: its options.
import { enumeration } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import { peerNames } from '@contract/benchmark/peers'
import { withSettings } from '../flags/setting-flags'
import { jsonOption } from '../flags/shared-options'
import { UsageError } from '../flags/usage-error'
import type { CommandContext } from '../terminal/command-context'
import type { CommandRegistration } from './command-registration'
import type { BenchFlags } from './bench/bench-flags'

/** What `cnn-lab bench` measures where one of these flags is given; without any: the steps of one network, or of the book's two. */
const forms: Readonly<Record<'all' | 'memory' | 'accuracy', (flags: BenchFlags, context: CommandContext) => Promise<void>>> = {
  all: async (flags, context) => (await import('./bench/bench-zoo')).benchZoo(flags, context),
  memory: async (flags, context) => (await import('./bench/bench-memory')).benchMemory(flags, context),
  accuracy: async (flags, context) => (await import('./bench/bench-accuracy')).benchAccuracy(flags, context),
}

export const benchCommand: CommandRegistration = (program, { context }) => {
  const command = program
    .command('bench')
    .description(phrase('measure speed and memory of training, where the time goes, and how PyTorch compares where Python can import it'))
    .option('--model <name>', phrase('network, an ONNX file, or a JSON file of layers (without: lenet and alexnet)'))
    .option('--batch-size <n>', phrase('images per step of that network'))
    .option('--device <name>', phrase('cpu, webgpu or cuda (auto and without: cpu)'))
    .option('--convolution <way>', phrase('fast or direct'))
    .option('--plan <name>', phrase('measured: by the ways that are fastest on this machine, and beside them the built-in ones; default: by the built-in ones'))
    .option('--precision <name>', phrase('float32 or mixed'))
    .option('--rounds <n>', phrase('measurements of everything; the median counts (without: 3)'))
    .option('--all', phrase('the table of the zoo: every network, or those that --model lists with commas, at the batch sizes that suit it'))
    .option('--quick', phrase('with --all: six networks at one batch size each'))
    .option('--memory', phrase('peak memory of training at batch sizes from 1 to 256 (without --model: alexnet)'))
    .option('--accuracy', phrase('train a preset to its end, here and in PyTorch, and note accuracy over wall-clock time'))
    .option('--preset <name>', phrase('with --accuracy: the preset (without: fashionnet)'))
    .option('--epochs <n>', phrase('with --accuracy: other epochs than those of the preset'))
  withSettings(command, ['dataset.limitTrain', 'dataset.limitTest'])
    .option('--peers <names>', phrase('frameworks to compare with: {names}, or none (without: pytorch)', { names: enumeration(peerNames) }))
    .option('--markdown', phrase('with --all, --memory and --accuracy: as Markdown, with the conditions'))
    .addOption(jsonOption())
    .addHelpText('after', `\n${phrase('The frameworks are looked for in python3, or in the Python that CNN_LAB_PYTHON names.')}`)
    .action(async (flags: BenchFlags) => {
      const [form, ...others] = (['all', 'memory', 'accuracy'] as const).filter((name) => flags[name])
      if (others.length > 0) throw new UsageError(phrase('Give one of --all, --memory and --accuracy.'))
      if (form) await forms[form](flags, context)
      else await (await import('./bench')).bench(flags, context)
    })
}
