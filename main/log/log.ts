// The log: one JSON object a line, in files of the home's `logs` folder that are bounded in size; no images and no contents of files go into it.
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

export type LogLevel = 'info' | 'warning' | 'error'

/** What is told of an event beside its name: numbers and short words. */
export type LogFacts = Readonly<Record<string, string | number | boolean | null | undefined>>

/** Bytes that a file may have before it is set aside as `NAME.1.log`, and that one as `NAME.2.log`. */
const largestFile = 1_000_000
/** Files that are set aside at most. */
const filesAside = 2

/** Names the folder to the processes that this one starts, so that they log there, too. */
const folderVariable = 'CNN_LAB_LOG_FOLDER'

interface Sink {
  readonly process: string
  readonly write: (line: string) => void
}

let sink: Sink | null = null

export interface LogOptions {
  /** Absolute path of the folder; made where it is missing. */
  readonly folder: string
  /** Names the file and stands in every line: `window`, `command-line`, `engine`. */
  readonly process: string
  /** Gets every line, too: standard error, where the user asks for it. */
  readonly echo?: (line: string) => void
}

/** Lets lines of this process go to a file from now on; before, they are dropped. */
export function openLog({ folder, process: name, echo }: LogOptions): void {
  process.env[folderVariable] = folder
  const path = (aside: number): string => join(folder, aside === 0 ? `${name}.log` : `${name}.${aside}.log`)
  let trouble = false
  sink = {
    process: name,
    write: (line) => {
      echo?.(line)
      if (trouble) return
      try {
        mkdirSync(folder, { recursive: true })
        if (sizeOf(path(0)) > largestFile) for (let aside = filesAside; aside >= 1; aside--) renameIfThere(path(aside - 1), path(aside))
        appendFileSync(path(0), `${line}\n`)
      } catch (error) {
        trouble = true // a log that cannot be written must not stop the work; it is told once
        process.stderr.write(`The log in ${folder} cannot be written: ${error instanceof Error ? error.message : String(error)}\n`)
      }
    },
  }
}

/** Opens the log of a process that was started by one with a log; does nothing where that has none. */
export function openInheritedLog(name: string): void {
  const folder = process.env[folderVariable]
  if (folder !== undefined && folder !== '') openLog({ folder, process: name })
}

/** Lets lines be dropped again. */
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
  sink?.write(JSON.stringify({ time: new Date().toISOString(), level, area, process: sink.process, pid: process.pid, event, ...facts }))
}

/** Writes what went wrong where the work goes on all the same. */
export function logTrouble(area: string, event: string, error: unknown, facts: LogFacts = {}): void {
  log('warning', area, event, { ...facts, error: error instanceof Error ? error.message : String(error) })
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

/** The file may be missing, or another process of the same name was first. */
function renameIfThere(from: string, to: string): void {
  if (sizeOf(from) > 0) renameSync(from, to)
}
