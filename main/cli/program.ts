// The command line: composes the commands, runs the one that is called, and says by the exit code how it ended.
import { betweenSentences } from '@common/words/sentences'
import { visibleText } from '@common/words/visible-controls'
import { phrase } from '@language/phrase'
import { toProblem } from '@contract/problem'
import { Command, CommanderError } from 'commander'
import { labVersion } from '../lab/version'
import type { CommandRegistration } from './commands/command-registration'
import { UsageError } from './flags/usage-error'
import { say, sayOnOneLine, type CommandContext } from './terminal/command-context'
import { commanderWords, helpWords } from './terminal/commander-words'
import { problemLine } from './terminal/terminal-remedy'

/** 0: the work was done; 1: it was not, and why was told; 2: the program was called in a wrong way. */
export type ExitCode = 0 | 1 | 2

const verboseFlag = '--verbose'

/** Every command by its name, in the order in which the help lists them. The one that is called is loaded alone. */
const commands: Readonly<Record<string, () => Promise<CommandRegistration>>> = {
  train: async () => (await import('./commands/train-command')).trainCommand,
  resume: async () => (await import('./commands/resume-command')).resumeCommand,
  sweep: async () => (await import('./commands/sweep-command')).sweepCommand,
  sweeps: async () => (await import('./commands/sweeps-command')).sweepsCommand,
  experiment: async () => (await import('./commands/experiment-command')).experimentCommand,
  runs: async () => (await import('./commands/runs-command')).runsCommand,
  remove: async () => (await import('./commands/remove-command')).removeCommand,
  repair: async () => (await import('./commands/repair-command')).repairCommand,
  show: async () => (await import('./commands/show-command')).showCommand,
  evaluate: async () => (await import('./commands/evaluate-command')).evaluateCommand,
  predict: async () => (await import('./commands/predict-command')).predictCommand,
  inspect: async () => (await import('./commands/inspect-command')).inspectCommand,
  compare: async () => (await import('./commands/compare-command')).compareCommand,
  report: async () => (await import('./commands/report-command')).reportCommand,
  models: async () => (await import('./commands/models-command')).modelsCommand,
  datasets: async () => (await import('./commands/datasets-command')).datasetsCommand,
  presets: async () => (await import('./commands/presets-command')).presetsCommand,
  devices: async () => (await import('./commands/devices-command')).devicesCommand,
  language: async () => (await import('./commands/language-command')).languageCommand,
  summary: async () => (await import('./commands/summary-command')).summaryCommand,
  gradients: async () => (await import('./commands/gradients-command')).gradientsCommand,
  bench: async () => (await import('./commands/bench-command')).benchCommand,
  'check-gpu': async () => (await import('./commands/check-gpu-command')).checkGpuCommand,
  code: async () => (await import('./commands/code-command')).codeCommand,
  export: async () => (await import('./commands/export-command')).exportCommand,
  bundle: async () => (await import('./commands/bundle-command')).bundleCommand,
  open: async () => (await import('./commands/open-command')).openCommand,
  help: async () => (await import('./commands/help-command')).helpCommand,
  'sweep-task': async () => (await import('./commands/sweep-task-command')).sweepTaskCommand,
}

/**
 * Does what the arguments ask for.
 * @param allArgs without the names of program and script
 */
export async function runCommandLine(allArgs: readonly string[], streams: CommandContext): Promise<ExitCode> {
  const args = allArgs.filter((arg) => arg !== verboseFlag) // it may stand anywhere
  const context = { ...streams, verbose: args.length < allArgs.length }
  const { stdout, stderr, command } = context
  let exitCode: ExitCode = 0
  const report = (done: boolean): void => {
    exitCode = done ? 0 : 1
  }
  const program = describe(context)
  for (const register of await registrationsFor(args[0])) register(program, { context, report })
  try {
    await program.parseAsync(args, { from: 'user' })
    return exitCode
  } catch (error) {
    const known = program.commands.find((candidate) => candidate.name() === args[0] && args[0] !== 'help')?.name() ?? ''
    const help = phrase('See: {command} help {known}', { command, known }).trimEnd()
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0
      if (error.code !== 'commander.help') say(stderr, help) // with that code, help is what was written
      return 2
    }
    if (error instanceof UsageError) {
      sayOnOneLine(stderr, `${error.message}${betweenSentences}${help}`)
      return 2
    }
    sayOnOneLine(stderr, problemLine(toProblem(error), command))
    return 1
  } finally {
    await Promise.all([flushed(stdout), flushed(stderr)])
  }
}

/** How to add the command of a name; every command where there is none of that name, and for the help. */
async function registrationsFor(name = ''): Promise<readonly CommandRegistration[]> {
  if (name === '--version' || name === '-V') return []
  const called = name !== 'help' && Object.hasOwn(commands, name) ? commands[name] : undefined
  return Promise.all((called ? [called] : Object.values(commands)).map((load) => load()))
}

function describe({ stdout, stderr }: CommandContext): Command {
  return new Command('cnn-lab')
    .description(phrase('A lab for experiments with convolutional networks: LeNet and AlexNet, as the book teaches them.'))
    .version(labVersion, '-V, --version', phrase('output the version number'))
    .helpOption('-h, --help', phrase('display help for command'))
    .option(verboseFlag, phrase('with any command: write the lines of the log to standard error, too'))
    .exitOverride()
    .configureOutput({ writeOut: (text) => stdout.write(visibleText(text)), writeErr: (text) => stderr.write(visibleText(text)), outputError: (text, write) => { write(commanderWords(text)) } })
    .configureHelp(helpWords)
    .showSuggestionAfterError()
    .addHelpText('after', `\n${phrase('Exit codes: 0 the work was done, 1 it was not (standard error says why), 2 bad usage.')}`)
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
