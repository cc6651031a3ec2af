// What every part of a campaign gets: a place, chances, a limit of time, and somebody to tell.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * @typedef {object} Campaign
 * @property {string} place absolute path of an empty folder
 * @property {() => number} random
 * @property {() => boolean} isOver whether its time is up
 * @property {(progress: string) => void} tell
 */

/** What a part of a campaign has counted, and what it has found. @typedef {{ readonly faults: readonly string[] } & Readonly<Record<string, unknown>>} PartResult */

/** Runs a part in a place of its own, which stays where something was found. @param {(campaign: Campaign) => Promise<PartResult>} part @param {{ readonly minutes: number, readonly random: () => number, readonly tell: (progress: string) => void }} options @returns {Promise<PartResult>} */
export async function withPlace(part, { minutes, random, tell }) {
  const place = mkdtempSync(join(tmpdir(), 'cnn-lab-chaos-'))
  const until = performance.now() + minutes * 60_000
  const result = await part({ place, random, isOver: () => performance.now() >= until, tell })
  if (result.faults.length === 0) rmSync(place, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  return result
}
