// The command line, once its language is known: the real streams, signals and engine processes. It loads little itself, so that an engine process starts at once where one is needed.
import { phrase } from '@language/phrase'
import type * as windowless from '../../scripts/setup/windowless-electron.mjs'
import { basename, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { useDatasetsFolder } from '../data/stored/datasets-folder'
import { fileTrouble } from '../files/file-trouble'
import { packagedLab, type PackagedLab } from '../files/packaged-lab'
import { AheadLauncher } from '../lab/engine-process/ahead-launcher'
import { forkLauncher } from '../lab/engine-process/fork-launcher'
import { SuspendingLauncher } from '../lab/engine-process/suspension'
import { isDefaultHome } from '../lab/home'
import { HomeFolders } from '../lab/home-folders'
import { closeToOthers } from '../lab/home-modes'
import { isReadOnlyHome } from '../lab/home-rights'
import { openLog } from '../log/log'

/** How the user called this program, so that hints can be pasted. @param isPackaged whether it is part of a package */
function commandName(isPackaged: boolean): string {
  const script = process.argv[1] ?? 'cnn-lab'
  return isPackaged || basename(script) === 'cnn-lab' ? 'cnn-lab' : `node ${relative(process.cwd(), script)}`
}

/** Of the set-up's script, which stays beside this program and is no part of it. */
type SetUp = typeof windowless

/**
 * How to start the lab's Electron without a window: the set-up, which has put it where it is, knows.
 *
 * @param programs folder of the built programs
 * @throws LabError `report/no-electron`
 */
async function windowlessElectron(programs: URL, inPackage: PackagedLab | null): Promise<readonly string[]> {
  const setUp = new URL('../../scripts/setup/windowless-electron.mjs', programs).href
  try {
    const { windowlessElectron: command } = (await import(/* @vite-ignore */ setUp)) as SetUp
    return await command(inPackage?.window)
  } catch (error) {
    const remedy = error instanceof Error && 'remedy' in error ? String(error.remedy) : inPackage ? phrase('Install the lab again; files of it are missing.') : phrase('Run `npm run setup`, then try again.')
    const { LabError } = await import('@contract/problem')
    throw new LabError('report/no-electron', error instanceof Error ? error.message : String(error), remedy, { cause: error })
  }
}

/** Commands that train, and so need an engine process as soon as the lab is open. */
const training = ['train', 'resume']

/** Whether the arguments ask for work of a command, not for its help. */
function doesWork(commands: readonly string[], [command = '', ...others]: readonly string[]): boolean {
  return commands.includes(command) && !others.includes('--help') && !others.includes('-h')
}

/** Asks a question that is answered by yes or no; anything else means no. */
async function askedAtTerminal(question: string): Promise<boolean> {
  const { createInterface } = await import('node:readline/promises')
  const asking = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return /^y(es)?$/i.test((await asking.question(`${question} [y/N] `)).trim())
  } finally {
    asking.close()
  }
}

/**
 * Does what the arguments of this process ask for, and sets its exit code.
 *
 * @param programs folder of the built programs, with a slash at its end
 * @param home absolute path of the lab's home
 */
export async function start(programs: URL, home: string): Promise<void> {
  const args = process.argv.slice(2)
  const program = fileURLToPath(new URL('cli.js', programs))
  const inPackage = packagedLab(program)
  const folders = new HomeFolders(home)

  // With `verbose` the lines of the log also go to standard error.
  const openLogHere = (verbose = false): void => {
    if (isReadOnlyHome(folders.home) && !verbose) return // there is no place for a log
    openLog({ folder: folders.logs, process: 'command-line', ...(verbose && { echo: (line) => process.stderr.write(`${line}\n`) }) })
    closeToOthers(folders.home, { isOurs: isDefaultHome() })
  }

  const engines = new SuspendingLauncher(forkLauncher(fileURLToPath(new URL('engine-process.js', programs))))
  engines.obeyTerminal()
  const launcher = new AheadLauncher(engines)
  if (doesWork(training, args)) {
    // What an engine process inherits.
    openLogHere()
    useDatasetsFolder(folders.datasets)
    launcher.startAhead()
  }

  // Whether results could not be written: the reader of a pipe that left does not count.
  const output = { isLost: false }

  // The reader of a pipe may leave before everything is said (`cnn-lab runs | head`), a terminal may be closed, a disk be full; work goes on to its end.
  for (const [name, stream] of [['output', process.stdout], ['error', process.stderr]] as const) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE' || error.code === 'EIO' || output.isLost) return
      output.isLost = true
      if (name === 'output') process.stderr.write(`${phrase('Standard output cannot be written: {trouble}.', { trouble: fileTrouble(error) })}\n`)
    })
  }

  const { runCommandLine } = await import('./program')
  const exitCode = await runCommandLine(args, {
    stdout: process.stdout,
    stderr: process.stderr,
    command: commandName(inPackage !== null),
    openLab: async ({ verbose }) => {
      openLogHere(verbose)
      const [{ Lab }, { openDirectStore }, { electronPrinter }] = await Promise.all([import('../lab/lab'), import('../lab/store/direct-store'), import('./printing/electron-printer')])
      return Lab.open({ home: folders.home, openStore: openDirectStore, launcher, printer: electronPrinter(() => windowlessElectron(programs, inPackage)), command: [process.execPath, program] })
    },
    openRunList: async ({ verbose }) => {
      openLogHere(verbose)
      const [{ RunList }, { openDirectStore }] = await Promise.all([import('../lab/runs/table/run-list'), import('../lab/store/direct-store')])
      return RunList.open(folders.home, openDirectStore)
    },
    repair: async () => {
      openLogHere()
      return (await import('../lab/repair-home')).repairHome(folders.home)
    },
    confirm: process.stdin.isTTY && process.stderr.isTTY ? askedAtTerminal : undefined,
    launcher,
    onInterrupt: (listener) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, listener)
    },
    onTimeLimit: (listener) => {
      process.on('SIGUSR2', listener)
    },
  })

  launcher.discard()
  process.exitCode = output.isLost ? Math.max(1, exitCode) : exitCode
}
