// A failure of the set-up in words: what went wrong, what to do, and what the failed command printed.
import { stripVTControlCharacters } from 'node:util'
import { log } from './log.mjs'

export class SetupProblem extends Error {
  /**
   * @param {string} message one sentence: what is wrong
   * @param {string} [remedy] one sentence: what the user can do
   * @param {string} [output] what a failed command printed, shown above the sentence
   */
  constructor(message, remedy = '', output = '') {
    super(message)
    this.name = 'SetupProblem'
    this.remedy = remedy
    this.output = output
  }
}

/**
 * Runs a program of the set-up line to its end; a failure is told in words, and makes the exit code 1.
 * @param {() => Promise<number>} program returns its exit code
 */
export async function runProgram(program) {
  try {
    process.exitCode = await program()
  } catch (error) {
    log('error', 'failed', { message: error instanceof Error ? error.message : String(error) })
    process.stderr.write(inWords(error))
    process.exitCode = 1
  }
}

/** @param {unknown} error @returns {string} lines for the terminal */
function inWords(error) {
  if (!(error instanceof SetupProblem)) return `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`
  const output = process.stderr.isTTY ? error.output : stripVTControlCharacters(error.output)
  const lines = [output.trimEnd(), error.message, error.remedy].filter((line) => line !== '')
  return `\n${lines.join('\n')}\n`
}
