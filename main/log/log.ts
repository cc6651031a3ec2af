// The log: one JSON object a line, in files of the home's `logs` folder that are bounded in size; no images and no contents of files go into it.
import { visibleJson } from '@common/words/visible-controls'
import { LogFile } from './log-file'

export type LogLevel = 'info' | 'warning' | 'error'

/** Details of an event: numbers and short words. */
export type LogFacts = Readonly<Record<string, string | number | boolean | null | undefined>>

/** Environment variable that passes the folder on to the processes that this one starts. */
const folderVariable = 'CNN_LAB_LOG_FOLDER'

interface Sink {
  readonly process: string
  readonly echo: (line: string) => void
  readonly file: LogFile
}

let sink: Sink | null = null

export interface LogOptions {
  /** Absolute path of the folder; made where it is missing. */
  readonly folder: string
  /** Names the file and stands in every line: `window`, `command-line`, `engine`. */
  readonly process: string
  /** Also gets every line, e.g. to write it to standard error. */
  readonly echo?: (line: string) => void
  /**
   * Whether lines are written in the background, in their order: for a thread that must not wait for the disk. Without, a line is in its
   * file when `log` returns, so that a crash in native code loses none.
   */
  readonly inBackground?: boolean
}

/** Opens the log of this process; earlier lines were dropped. */
export function openLog({ folder, process: name, echo = () => undefined, inBackground = false }: LogOptions): void {
  process.env[folderVariable] = folder
  const file = new LogFile(folder, name, inBackground)
  sink = { process: name, echo, file }
  if (inBackground) {
    process.once('exit', () => {
      file.writeRest()
    })
  }
}

/** Opens the log of a process that was started by one with a log; does nothing where that has none. */
export function openInheritedLog(name: string): void {
  const folder = process.env[folderVariable]
  if (folder !== undefined && folder !== '') openLog({ folder, process: name })
}

/** Kept when the lines so far are in their file. */
export async function logWritten(): Promise<void> {
  await sink?.file.written()
}

/** Closes the log; later lines are dropped. */
export function closeLog(): void {
  sink = null
  Reflect.deleteProperty(process.env, folderVariable)
}

/**
 * Writes a line.
 * @param area what of the lab it is about: runs, store, engine, devices, ...
 * @param event what happened, in a few words that stay the same for every line of the kind
 */
export function log(level: LogLevel, area: string, event: string, facts: LogFacts = {}): void {
  if (!sink) return
  const line = visibleJson({ time: new Date().toISOString(), level, area, process: sink.process, pid: process.pid, event, ...facts })
  sink.echo(line)
  sink.file.add(line)
}

/** Logs an error after which the work goes on. */
export function logTrouble(area: string, event: string, error: unknown, facts: LogFacts = {}): void {
  log('warning', area, event, { ...facts, error: error instanceof Error ? error.message : String(error) })
}
