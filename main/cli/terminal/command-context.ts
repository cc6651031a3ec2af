// What commands depend on: streams, the lab, signals of the terminal; tests replace them.
import { visibleJson, visibleLine, visibleText } from '@common/words/visible-controls'
import type { EngineLauncher } from '../../lab/engine-process/channel'
import type { Lab } from '../../lab/lab'
import type { RepairReport } from '../../lab/repair-home'
import type { RunList } from '../../lab/runs/table/run-list'

/** A stream to write to; `isTTY` and its width where it is a terminal. */
export type Output = NodeJS.WritableStream & { readonly isTTY?: boolean | undefined; readonly columns?: number | undefined }

export interface CommandContext {
  /** Results. */
  readonly stdout: Output
  /** Everything else: progress, notes, errors. */
  readonly stderr: Output
  /** How the user calls this program, for hints, e.g. `cnn-lab`. */
  readonly command: string
  /** @param options `verbose`: lines of the log also go to standard error */
  readonly openLab: (options: { readonly verbose: boolean }) => Promise<Lab>
  /** Opens the table of runs alone. @param options see `openLab` */
  readonly openRunList: (options: { readonly verbose: boolean }) => Promise<RunList>
  /** Repairs the home folder, which no lab has open. */
  readonly repair: () => Promise<RepairReport>
  /** Asks the user at the terminal, who answers yes or no; undefined: there is nobody to ask. */
  readonly confirm?: ((question: string) => Promise<boolean>) | undefined
  /** Starts engine processes, for work without a lab. */
  readonly launcher: EngineLauncher
  /** Whether the user wants to see the lines of the log. */
  readonly verbose?: boolean
  /** Calls the listener, from now to the program's end, at every request to end (Ctrl-C, a termination signal). */
  readonly onInterrupt: (listener: () => void) => void
  /** Calls the listener, from now to the program's end, when the cluster says that the time limit is near (SIGUSR2). */
  readonly onTimeLimit: (listener: () => void) => void
}

/** Opens the lab for a piece of work, and closes it whatever happens. */
export function withLab<T>({ openLab, verbose = false }: CommandContext, work: (lab: Lab) => Promise<T>): Promise<T> {
  return withOpen(openLab({ verbose }), work)
}

/** Opens the table of runs alone for a piece of work, and closes it whatever happens. */
export function withRunList<T>({ openRunList, verbose = false }: CommandContext, work: (list: RunList) => Promise<T>): Promise<T> {
  return withOpen(openRunList({ verbose }), work)
}

async function withOpen<Opened extends { readonly close: () => Promise<void> }, T>(opening: Promise<Opened>, work: (opened: Opened) => Promise<T>): Promise<T> {
  const opened = await opening
  try {
    return await work(opened)
  } finally {
    await opened.close()
  }
}

/** Writes lines of text. What users and files have named may stand in it: nothing of it steers the terminal. */
export function say(output: Output, ...lines: readonly string[]): void {
  for (const line of lines) output.write(`${visibleText(line)}\n`)
}

/** Writes a sentence about what went wrong, on one line whatever was named in it. */
export function sayOnOneLine(output: Output, sentence: string): void {
  say(output, visibleLine(sentence))
}

/** Writes text as it is into a file or a pipe, and harmless to a terminal. */
export function sayExactly(output: Output, text: string): void {
  output.write(output.isTTY === true ? visibleText(text) : text)
}

/** Writes one JSON object on a line of its own. */
export function sayJson(output: Output, value: object): void {
  output.write(`${visibleJson(value)}\n`)
}
