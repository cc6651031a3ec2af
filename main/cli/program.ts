// The command line: composes the commands, runs the one that is called, and says by the exit code how it ended.
import { toProblem } from '@contract/problem'
import { Command, CommanderError } from 'commander'
import { labVersion } from '../lab/version'
import { benchCommand } from './commands/bench-command'
import { checkGpuCommand } from './commands/check-gpu-command'
import { codeCommand } from './commands/code-command'
import { compareCommand } from './commands/compare-command'
import { datasetsCommand } from './commands/datasets-command'
import { devicesCommand } from './commands/devices-command'
import { bundleCommand } from './commands/bundle-command'
import { evaluateCommand } from './commands/evaluate-command'
import { experimentCommand } from './commands/experiment-command'
import { exportCommand } from './commands/export-command'
import { gradientsCommand } from './commands/gradients-command'
import { helpCommand } from './commands/help-command'
import { inspectCommand } from './commands/inspect-command'
import { presetsCommand } from './commands/presets-command'
import { modelsCommand } from './commands/models-command'
import { openCommand } from './commands/open-command'
import { predictCommand } from './commands/predict-command'
import { reportCommand } from './commands/report-command'
import { resumeCommand } from './commands/resume-command'
import { runsCommand } from './commands/runs-command'
import { showCommand } from './commands/show-command'
import { summaryCommand } from './commands/summary-command'
import { sweepCommand } from './commands/sweep-command'
import { sweepTaskCommand } from './commands/sweep-task-command'
import { sweepsCommand } from './commands/sweeps-command'
import { trainCommand } from './commands/train-command'
import type { CommandRegistration } from './commands/command-registration'
import { UsageError } from './flags/usage-error'
import { say, type CommandContext } from './terminal/command-context'
import { problemLine } from './terminal/terminal-remedy'

/** 0: the work was done; 1: it was not, and why was told; 2: the program was called in a wrong way. */
export type ExitCode = 0 | 1 | 2

const verboseFlag = '--verbose'

/** Every command, in the order in which the help lists them. */
const commands: readonly CommandRegistration[] = [
  trainCommand,
  resumeCommand,
  sweepCommand,
  sweepsCommand,
  experimentCommand,
  runsCommand,
  showCommand,
  evaluateCommand,
  predictCommand,
  inspectCommand,
  compareCommand,
  reportCommand,
  modelsCommand,
  datasetsCommand,
  presetsCommand,
  devicesCommand,
  summaryCommand,
  gradientsCommand,
  benchCommand,
  checkGpuCommand,
  codeCommand,
  exportCommand,
  bundleCommand,
  openCommand,
  helpCommand,
  sweepTaskCommand,
]

/**
 * Does what the arguments ask for.
 * @param allArgs without the names of program and script
 */
export async function runCommandLine(allArgs: readonly string[], streams: CommandContext): Promise<ExitCode> {
  const args = allArgs.filter((arg) => arg !== verboseFlag) // it may stand anywhere
  const context = { ...streams, verbose: args.length < allArgs.length }
  const { stdout, stderr, command } = context
  let exitCode: ExitCode = 0
  const program = describe(context, (done) => {
    exitCode = done ? 0 : 1
  })
  try {
    await program.parseAsync(args, { from: 'user' })
    return exitCode
  } catch (error) {
    const known = program.commands.find((candidate) => candidate.name() === args[0] && args[0] !== 'help')?.name() ?? ''
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

function describe(context: CommandContext, report: (done: boolean) => void): Command {
  const { stdout, stderr } = context
  const program = new Command('cnn-lab')
    .description('A lab for experiments with convolutional networks: LeNet and AlexNet, as the book teaches them.')
    .version(labVersion)
    .option(verboseFlag, 'with any command: write the lines of the log to standard error, too')
    .exitOverride()
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text) })
    .configureHelp({ optionDescription: (option) => `${option.description}${option.mandatory ? ' (required)' : ''}` })
    .showSuggestionAfterError()
    .addHelpText('after', '\nExit codes: 0 the work was done, 1 it was not (standard error says why), 2 bad usage.')

  for (const register of commands) register(program, { context, report })
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
