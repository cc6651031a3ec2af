// A file of the log: lines are appended in their order, at once or in the background; a full file is set aside.
import { phrase } from '@language/phrase'
import { visibleLine } from '@common/words/visible-controls'
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { appendFile, mkdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Bytes that a file may have before it is set aside as `NAME.1.log`, and that one as `NAME.2.log`. */
const largestFile = 1_000_000
/** Of the folder, and of the home where the first line makes it: nobody else reads what runs are called. */
const privateMode = 0o700
/** Files that are set aside at most. */
const filesAside = 2

export class LogFile {
  readonly #folder: string
  readonly #name: string
  readonly #inBackground: boolean
  /** Lines that are not yet handed to the system. */
  #waiting: string[] = []
  /** Lines that are being written in the background. */
  #underway = ''
  /** The writing that goes on; null where none does. */
  #writing: Promise<void> | null = null
  #trouble = false

  /** @param folder made where it is missing, at the first line */
  constructor(folder: string, name: string, inBackground: boolean) {
    this.#folder = folder
    this.#name = name
    this.#inBackground = inBackground
  }

  add(line: string): void {
    if (this.#trouble) return
    this.#waiting.push(line)
    if (this.#inBackground) this.#writing ??= this.#writeAll()
    else this.writeRest()
  }

  /** The promise is kept when all lines so far are in the file. */
  async written(): Promise<void> {
    await this.#writing
  }

  /** Writes the waiting lines synchronously. Lines that are being written in the background may then stand in the file twice, rather than not at all. */
  writeRest(): void {
    const lines = this.#underway + this.#take()
    if (lines === '') return
    try {
      mkdirSync(this.#folder, { recursive: true, mode: privateMode })
      const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0
      if (sizeOf(this.#path(0)) > largestFile) for (const [from, to] of this.#moves) if (sizeOf(from) > 0) renameSync(from, to)
      appendFileSync(this.#path(0), lines)
    } catch (error) {
      this.#giveUp(error)
    }
  }

  async #writeAll(): Promise<void> {
    for (let lines = this.#take(); lines !== ''; lines = this.#take()) {
      this.#underway = lines
      try {
        await mkdir(this.#folder, { recursive: true, mode: privateMode })
        if ((await sizeOf(this.#path(0))) > largestFile) for (const [from, to] of this.#moves) if ((await sizeOf(from)) > 0) await rename(from, to)
        await appendFile(this.#path(0), lines)
      } catch (error) {
        this.#giveUp(error)
      }
      this.#underway = ''
    }
    this.#writing = null
  }

  #take(): string {
    const lines = this.#waiting
    this.#waiting = []
    return lines.map((line) => `${line}\n`).join('')
  }

  /** @param aside 0: the file that is written to */
  #path(aside: number): string {
    return join(this.#folder, aside === 0 ? `${this.#name}.log` : `${this.#name}.${aside}.log`)
  }

  /** The renamings that set the file aside, in their order: the oldest file is overwritten. */
  get #moves(): (readonly [from: string, to: string])[] {
    const numbers = Array.from({ length: filesAside }, (_, index) => filesAside - 1 - index)
    return numbers.map((aside) => [this.#path(aside), this.#path(aside + 1)] as const)
  }

  /** Ends the log with one message: a log that cannot be written must not stop the work. */
  #giveUp(error: unknown): void {
    this.#trouble = true
    process.stderr.write(`${visibleLine(phrase('The log in {folder} cannot be written: {message}', { folder: this.#folder, message: error instanceof Error ? error.message : String(error) }))}\n`)
  }
}

/** Bytes of a file; 0 where there is none yet. */
async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch {
    return 0 // any other fault of the file shows when it is written
  }
}
