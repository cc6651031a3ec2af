// What the check tells its programs, and how they mark their output and the log of the fakes.
import { appendFileSync, writeSync } from 'node:fs'
import { argv, env, stderr } from 'node:process'

/** The log that the fakes write, and a folder for what is thrown away. */
const { CHECK_CUDA_LOG: log = '', CHECK_CUDA_FOLDER: scratch = '' } = env

/** Whether only one program of each kind is tried. */
export const isSmall = argv.includes('--small')

export const scratchFolder = scratch

/** A line of its own in the log of the fakes. */
export function mark(text: string): void {
  appendFileSync(log, `mark ${text}\n`)
}

/** A line of its own among what ONNX Runtime says. */
export function say(text: string): void {
  writeSync(stderr.fd, `\n${text}\n`)
}

/** An error and its cause in one line. */
export function inOneLine(error: unknown): string {
  const words = error instanceof Error ? [error.message, error.cause instanceof Error ? error.cause.message : ''] : [String(error)]
  return words.filter((part) => part !== '').join(': ').replaceAll(/\s+/g, ' ')
}
