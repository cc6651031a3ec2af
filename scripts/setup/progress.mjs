// Shows the steps of the set-up: one line each, with the time it took; the log gets them too.
import { log } from './log.mjs'

const tick = 1_000
const ticksPerDot = 5

/**
 * Does one step of the set-up and shows it: a line that counts seconds in a terminal, a line with dots in a log.
 * @template T
 * @param {string} label what is being done, e.g. `Installing dependencies`
 * @param {(tell: (detail: string) => void) => Promise<T>} work may tell a short detail of how far it is, shown in a terminal
 * @returns {Promise<T>} what the work returned
 */
export async function step(label, work) {
  const line = process.stderr.isTTY ? terminalLine(label) : logLine(label)
  const began = performance.now()
  const timer = setInterval(() => {
    line.update(performance.now() - began)
  }, tick)
  try {
    const result = await work(line.tell)
    line.end(`done in ${duration(performance.now() - began)}`)
    log('info', 'step done', { step: label, milliseconds: Math.round(performance.now() - began) })
    return result
  } catch (error) {
    line.end(`failed after ${duration(performance.now() - began)}`)
    log('error', 'step failed', { step: label, milliseconds: Math.round(performance.now() - began), error: error instanceof Error ? error.message : String(error) })
    throw error
  } finally {
    clearInterval(timer)
  }
}

/**
 * @typedef {object} StepLine
 * @property {(milliseconds: number) => void} update
 * @property {(detail: string) => void} tell
 * @property {(outcome: string) => void} end
 */

/** @param {string} label @returns {StepLine} */
function terminalLine(label) {
  let detail = ''
  /** @param {string} text */
  const write = (text) => process.stderr.write(`\r\u001b[K${label}: ${text}`)
  write('...')
  return {
    update: (milliseconds) => write(`${detail === '' ? '' : `${detail}, `}${duration(milliseconds)} ...`),
    tell: (text) => {
      detail = text
    },
    end: (outcome) => write(`${outcome}\n`),
  }
}

/** @param {string} label @returns {StepLine} */
function logLine(label) {
  let ticks = 0
  process.stderr.write(`${label}: `)
  return {
    update: () => {
      ticks += 1
      if (ticks % ticksPerDot === 0) process.stderr.write('.')
    },
    tell: () => undefined,
    end: (outcome) => process.stderr.write(`${ticks < ticksPerDot ? '' : ' '}${outcome}\n`),
  }
}

/** @param {number} milliseconds @returns {string} e.g. `0.4 s`, `12 s`, `3 min 20 s` */
export function duration(milliseconds) {
  const seconds = milliseconds / 1000
  if (seconds < 10) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}
