// Entry of the command line: the real streams, signals and engine processes.
import { basename, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runCommandLine } from './cli/program'
import { forkLauncher } from './lab/engine-process/fork-launcher'
import { labHome } from './lab/home'

/** How the user called this program, so that hints can be pasted. */
function commandName(): string {
  const script = process.argv[1] ?? 'cnn-lab'
  return basename(script) === 'cnn-lab' ? 'cnn-lab' : `node ${relative(process.cwd(), script)}`
}

// The reader of a pipe may leave before everything is said (`cnn-lab runs | head`), a terminal may be closed; work goes on to its end.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error
  })
}

process.exitCode = await runCommandLine(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  command: commandName(),
  openLab: async () => {
    const { Lab } = await import('./lab/lab')
    return new Lab({ home: labHome(), launcher: forkLauncher(fileURLToPath(new URL('engine-process.js', import.meta.url))) })
  },
  onInterrupt: (listener) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, listener)
  },
})
