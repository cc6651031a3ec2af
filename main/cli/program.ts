// The command line: which commands there are, what they take, and which exit code says what.
import { activationNames, bookTabs, poolingNames } from '@contract/models/zoo'
import { initializerNames } from '@contract/models/initializers'
import { optimizers } from '@contract/training/optimizer'
import { toProblem } from '@contract/problem'
import { schedules } from '@contract/training/schedule'
import { Command, CommanderError, Option } from 'commander'
import { labVersion } from '../lab/version'
import type { BenchFlags } from './commands/bench'
import type { ExportFlags } from './commands/export'
import type { GradientFlags } from './commands/gradients'
import type { ListingName } from './commands/listings'
import type { SummaryFlags } from './commands/summary'
import { say, type Surroundings } from './terminal/surroundings'
import { problemLine } from './terminal/terminal-remedy'
import type { TrainFlags } from './commands/train'
import { UsageError } from './flags/usage-error'

/** 0: the work was done; 1: it was not, and why was told; 2: the program was called in a wrong way. */
export type ExitCode = 0 | 1 | 2

interface JsonFlag {
  readonly json?: boolean
}

/**
 * Does what the arguments ask for. Each command's module is loaded only when it is called, so that every one starts fast.
 * @param args without the names of program and script
 */
export async function runCommandLine(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { stdout, stderr, command } = surroundings
  let exitCode: ExitCode = 0
  const program = describe(surroundings, (done) => {
    exitCode = done ? 0 : 1
  })
  try {
    await program.parseAsync(args, { from: 'user' })
    return exitCode
  } catch (error) {
    const known = program.commands.find((candidate) => candidate.name() === args[0])?.name() ?? ''
    const help = `See: ${command} help ${known}`.trimEnd()
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0
      if (error.code !== 'commander.help') say(stderr, help) // with that code, help is what was written
      return 2
    }
    if (error instanceof UsageError) {
      say(stderr, `${error.message} ${help}`)
      return 2
    }
    say(stderr, problemLine(toProblem(error), command))
    return 1
  } finally {
    await Promise.all([flushed(stdout), flushed(stderr)])
  }
}

function describe(surroundings: Surroundings, report: (done: boolean) => void): Command {
  const { stdout, stderr } = surroundings
  const program = new Command('cnn-lab')
    .description('A lab for experiments with convolutional networks: LeNet and AlexNet, as the book teaches them.')
    .version(labVersion)
    .exitOverride()
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text) })
    .configureHelp({ optionDescription: (option) => `${option.description}${option.mandatory ? ' (required)' : ''}` })
    .showSuggestionAfterError()
    .addHelpText('after', '\nExit codes: 0 the work was done, 1 it was not (standard error says why), 2 bad usage.')

  const activation = () => new Option('--activation <name>', `activation of LeNet: ${activationNames.join(', ')}`)
  const pooling = () => new Option('--pooling <name>', `pooling of LeNet: ${poolingNames.join(', ')}`)
  const tab = () => new Option('--tab <name>', `tab of the book whose AlexNet it is: ${bookTabs.join(', ')}`)
  const json = () => new Option('--json', 'write JSON to standard output, one object a line')

  program
    .command('train')
    .description('train a network (without options: the preset lenet-relu)')
    .option('--preset <name>', 'start from a preset; `cnn-lab presets` lists them')
    .option('--spec <file>', "start from a run's settings in a JSON file")
    .option('--model <name>', 'network, or an ONNX file; `cnn-lab models` lists the networks')
    .option('--weights <how>', 'of an ONNX file: keep (train on) or redraw (begin anew)')
    .option('--dataset <name>', 'data set; `cnn-lab datasets` lists them')
    .option('--epochs <n>', 'passes over the training images')
    .option('--batch-size <n>', 'images per step')
    .option('--micro-batch-size <n>', 'images that go through the network at once, to save memory; 0: the whole batch')
    .option('--lr <x>', 'learning rate; of a schedule, the highest')
    .option('--optimizer <name>', optimizers.map(({ name }) => name).join(', '))
    .option('--momentum <x>', 'share of the velocity kept from step to step, for momentum (also chosen by this flag) and nesterov')
    .option('--weight-decay <x>', 'pull of the weights towards zero; biases and normalisation are exempt')
    .option('--decay-biases', 'weight decay for biases and normalisation too')
    .option('--decoupled-decay', 'weight decay apart from the velocity, for momentum and nesterov; adamw has no other')
    .option('--clip-norm <x>', 'shorten gradients whose norm, all together, is larger; 0: never')
    .option('--beta1 <x>', 'share kept of the mean of gradients, for adamw')
    .option('--beta2 <x>', 'share kept of the mean of squared gradients, for adamw')
    .option('--epsilon <x>', 'added to the root of that mean, for adamw')
    .option('--schedule <name>', `how the learning rate changes: ${schedules.map(({ name }) => name).join(', ')}`)
    .option('--warmup <epochs>', 'epochs over which the rate first rises, before any schedule')
    .option('--step-epochs <n>', 'epochs between two drops of the schedule step')
    .option('--decay-factor <x>', 'what is left of the rate at each drop of step, or over each epoch of exponential')
    .option('--final-share <x>', 'share of the rate that the schedule cosine ends at')
    .option('--rise-share <x>', 'share of the steps in which one-cycle rises')
    .option('--start-divisor <x>', 'one-cycle begins at the learning rate divided by this')
    .option('--final-divisor <x>', 'and ends at its beginning divided by this')
    .option('--low-momentum <x>', 'momentum of one-cycle at its highest rate; without, the momentum stays')
    .option('--label-smoothing <x>', 'share of each target spread over all classes, in training only')
    .option('--dropout <x>', 'probability of dropping a unit, 0 to 0.95')
    .addOption(activation())
    .addOption(pooling())
    .addOption(tab())
    .option('--initializer <name>', `how weights are drawn: ${initializerNames.join(', ')}`)
    .option('--size <pixels>', 'edge of the square that images are resized to')
    .option('--flip', 'mirror half of the training images, by chance')
    .option('--no-flip', 'mirror none')
    .option('--crop-padding <n>', 'shift each training image by up to N pixels: padded, then cropped at random')
    .option('--cutout <n>', 'black out a square of N pixels at a random place of each training image')
    .option('--seed <n>', 'number that all randomness of the run follows from')
    .option('--device <name>', 'auto, cpu, webgpu or cuda')
    .option('--convolution <way>', 'fast: by Fourier or Winograd transforms where they are cheaper; direct: term by term')
    .option('--precision <name>', 'float32, or mixed: products in float16, for the device cuda')
    .option('--checkpoint-minutes <x>', 'minutes between checkpoints within an epoch; each epoch ends with one')
    .option('--limit-train <n>', 'train on the first N images only')
    .option('--limit-test <n>', 'test on the first N images only')
    .option('--title <text>', 'title of the run in lists and reports')
    .addOption(json())
    .action(async (flags: TrainFlags) => {
      const { train } = await import('./commands/train')
      report(await train(flags, surroundings))
    })

  program
    .command('resume')
    .description('go on with a run that has ended early, from its newest whole checkpoint')
    .argument('<run>', 'id of the run, e.g. lenet-relu-3')
    .addOption(json())
    .action(async (run: string, flags: JsonFlag) => {
      const { resume } = await import('./commands/train')
      report(await resume(run, flags.json ?? false, surroundings))
    })

  program
    .command('runs')
    .description('list all runs, newest first')
    .addOption(json())
    .action(async (flags: JsonFlag) => {
      const { listRuns } = await import('./commands/runs')
      await listRuns(flags.json ?? false, surroundings)
    })

  program
    .command('show')
    .description('show a run: settings, results by epoch, how it ended')
    .argument('<run>', 'id of the run')
    .addOption(json())
    .action(async (run: string, flags: JsonFlag) => {
      const { showRun } = await import('./commands/runs')
      await showRun(run, flags.json ?? false, surroundings)
    })

  program
    .command('report')
    .description('write a report of one or more runs')
    .argument('<run...>', 'ids of the runs')
    .requiredOption('--format <format>', 'html, md, csv or json')
    .requiredOption('--out <path>', 'file to write')
    .action(async (runs: readonly string[], flags: { readonly format: string; readonly out: string }) => {
      const { writeReport } = await import('./commands/report')
      await writeReport(runs, flags.format, flags.out, surroundings)
    })

  const listings: Readonly<Record<ListingName, string>> = {
    models: 'list the networks',
    datasets: 'list the data sets',
    presets: 'list the presets',
  }
  for (const name of Object.keys(listings) as ListingName[]) {
    program
      .command(name)
      .description(listings[name])
      .addOption(json())
      .action(async (flags: JsonFlag) => {
        const { printListing } = await import('./commands/listings')
        printListing(name, flags.json ?? false, stdout)
      })
  }

  program
    .command('devices')
    .description('list what this machine can train on, and what would make the rest usable')
    .addOption(json())
    .action(async (flags: JsonFlag) => {
      const { listDevices } = await import('./commands/devices')
      await listDevices(flags.json ?? false, surroundings)
    })

  program
    .command('summary')
    .description("print a network's layer table: shapes, parameters, cost")
    .requiredOption('--model <name>', 'network, or an ONNX file')
    .addOption(activation())
    .addOption(pooling())
    .addOption(tab())
    .option('--input <CxHxW>', "input shape, e.g. 1x224x224 (without: the network's own)")
    .option('--batch-size <n>', 'images per batch (without: 1)')
    .addOption(json())
    .action(async (flags: SummaryFlags) => {
      const { printSummary } = await import('./commands/summary')
      await printSummary(flags, surroundings)
    })

  program
    .command('gradients')
    .description("compute the loss of an ONNX file's network on one batch, and its gradient by every parameter")
    .requiredOption('--model <file>', 'ONNX file')
    .requiredOption('--batch <file>', 'safetensors file with images float32 [N, C, H, W], fed as they are, and labels int64 [N]')
    .requiredOption('--out <file>', 'safetensors file to write: one tensor by parameter, under the name that the model gives it')
    .option('--device <name>', 'cpu, which auto means here, webgpu or cuda')
    .addOption(json())
    .action(async (flags: GradientFlags) => {
      const { printGradients } = await import('./commands/gradients')
      await printGradients(flags, surroundings)
    })

  program
    .command('bench')
    .description('measure speed and memory of training, where the time goes, and how PyTorch compares where Python can import it')
    .option('--model <name>', 'network, or an ONNX file (without: lenet and alexnet)')
    .option('--batch-size <n>', 'images per step of that network')
    .option('--device <name>', 'cpu, which auto means here, webgpu or cuda')
    .option('--convolution <way>', 'fast or direct')
    .option('--precision <name>', 'float32 or mixed')
    .option('--rounds <n>', 'how often everything is measured; medians count (without: 3)')
    .addOption(json())
    .addHelpText('after', '\nPyTorch is asked of python3, or of the Python that CNN_LAB_PYTHON names.')
    .action(async (flags: BenchFlags) => {
      const { bench } = await import('./commands/bench')
      await bench(flags, surroundings)
    })

  program
    .command('export')
    .description('write a network as a standard ONNX file')
    .argument('[run]', 'id of the run whose trained network to write')
    .option('--model <name>', 'a network with its initial parameters instead')
    .addOption(activation())
    .addOption(pooling())
    .addOption(tab())
    .requiredOption('--out <path>', 'file to write, e.g. lenet.onnx')
    .action(async (run: string | undefined, flags: ExportFlags) => {
      const { exportNetwork } = await import('./commands/export')
      await exportNetwork(run, flags, surroundings)
    })

  return program
}

/** Waits until a stream has passed on what was written to it. */
function flushed(stream: NodeJS.WritableStream): Promise<void> {
  return new Promise((resolve) => {
    if (!stream.writable) resolve()
    else
      stream.write('', () => {
        resolve()
      })
  })
}
