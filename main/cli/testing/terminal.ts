// A terminal for tests of the command line: what it writes to which stream, and Ctrl-C; the engine is a stand-in.
import type { Experiment } from '@common/experiments/experiment'
import { expect, vi } from 'vitest'
import type { EngineLauncher } from '../../lab/engine-process/channel'
import { Lab } from '../../lab/lab'
import { RunList } from '../../lab/runs/table/run-list'
import { repairHome } from '../../lab/repair-home'
import { openDirectStore } from '../../lab/store/direct-store'
import { FakeLauncher, type FakeBehaviour } from '../../lab/testing/fake-launcher'
import { temporaryFolder } from '../../lab/testing/samples'
import { runCommandLine } from '../program'
import { recorder, type Outcome } from './recorded-context'

export class Terminal {
  readonly launcher: FakeLauncher
  /** What launches engines in the place of the stand-in's launcher. */
  engines: EngineLauncher | null = null
  /** Who answers questions; undefined: nobody. */
  confirm: ((question: string) => Promise<boolean>) | undefined
  /** What Ctrl-C does. */
  interrupt: () => void = () => undefined
  /** What stands on standard output and on standard error by now. */
  stdoutSoFar: () => string = () => ''
  stderrSoFar: () => string = () => ''

  constructor(
    behaviour: FakeBehaviour = {},
    readonly home = temporaryFolder(),
    /** Null: those of the lab. */
    readonly experiments: readonly Experiment[] | null = null,
  ) {
    this.launcher = new FakeLauncher(behaviour)
  }

  /** Waits until the engine trains. */
  async trains(): Promise<void> {
    await vi.waitFor(
      () => {
        expect(this.stderrSoFar()).toContain('steps an epoch')
      },
      { timeout: 10_000 },
    )
  }

  /** @param args between spaces, or as a list; `isTTY`: whether standard error is a terminal; `isOne`: and standard output the same one */
  async run(args: string | readonly string[], { isTTY = false, isOne = false, columns = 120 } = {}): Promise<Outcome> {
    const [stdout, stderr] = [recorder(isOne), recorder(isTTY || isOne, columns)]
    const launcher = this.engines ?? this.launcher
    this.stdoutSoFar = stdout.text
    this.stderrSoFar = stderr.text
    const exitCode = await runCommandLine(typeof args === 'string' ? args.split(' ').filter((arg) => arg !== '') : args, {
      stdout: stdout.stream,
      stderr: stderr.stream,
      command: 'cnn-lab',
      openLab: () => Lab.open({ openStore: openDirectStore, home: this.home, launcher, ...(this.experiments && { experiments: this.experiments }) }),
      openRunList: () => RunList.open(this.home, openDirectStore),
      repair: () => Promise.resolve(repairHome(this.home)),
      confirm: this.confirm,
      launcher,
      onTimeLimit: () => undefined,
      onInterrupt: (listener) => {
        this.interrupt = listener
      },
    })
    return { exitCode, stdout: stdout.text(), stderr: stderr.text() }
  }
}

/** The JSON objects of a text that has one a line. */
export const jsonLines = (text: string): unknown[] => text.trimEnd().split('\n').map((line) => JSON.parse(line) as unknown)

type Line = Readonly<Record<string, unknown>>

/** What a command answers that needs no engine, in this process: one of its own takes long to start, and a test of processes asks often how their runs stand. */
export async function answerOf(home: string, ...args: readonly string[]): Promise<readonly Line[]> {
  const { exitCode, stdout, stderr } = await new Terminal({}, home).run([...args, '--json'])
  expect(exitCode, stderr).toBe(0)
  return jsonLines(stdout) as Line[]
}
