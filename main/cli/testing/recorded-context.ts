// A terminal for tests of commands whose lab is a stand-in: what is written to which stream, and Ctrl-C.
import { PassThrough } from 'node:stream'
import type { Lab } from '../../lab/lab'
import { FakeLauncher } from '../../lab/testing/fake-launcher'
import { runCommandLine } from '../program'
import type { Output } from '../terminal/command-context'

export interface Outcome {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** A stream that keeps what is written to it. */
export function recorder(isTTY = false, columns = 120): { readonly stream: Output; readonly text: () => string } {
  const chunks: Buffer[] = []
  const stream = Object.assign(new PassThrough(), { isTTY, columns })
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  return { stream, text: () => Buffer.concat(chunks).toString() }
}

/** Runs a command with a lab that has what the test gives it. @param interrupted told how to interrupt */
export async function runWithLab(lab: object, args: readonly string[], interrupted: (interrupt: () => void) => void = () => undefined): Promise<Outcome> {
  const [stdout, stderr] = [recorder(), recorder()]
  const exitCode = await runCommandLine(args, {
    stdout: stdout.stream,
    stderr: stderr.stream,
    command: 'cnn-lab',
    openRunList: () => Promise.reject(new Error('the table of runs is not asked for')),
    openLab: () => Promise.resolve({ close: () => Promise.resolve(), onEvent: () => () => undefined, ...lab } as unknown as Lab),
    repair: () => Promise.reject(new Error('no repair is asked for')),
    launcher: new FakeLauncher(),
    onTimeLimit: () => undefined,
    onInterrupt: interrupted,
  })
  return { exitCode, stdout: stdout.text(), stderr: stderr.text() }
}
