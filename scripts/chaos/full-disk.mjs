// A disk that gets full at any write: the run ends in words, and goes on with the same bytes when there is room again.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isComplete, lastTensors, misbehaviour, toEnd } from './outcome.mjs'
import { firstRun, recipes, secondRun } from './recipes.mjs'

/** Bytes that a small run writes, about: disks with more room never get full. */
const mostRoom = 1_800_000
/** Bytes of the unpacked images, which a home gets with its first run. */
const imageBytes = 55_000_000

/** @param {import('./campaign.mjs').Campaign} campaign @param {{ readonly most: number }} options `most`: full disks */
export async function fillDisks({ place, random, isOver, tell }, { most }) {
  const reference = mkdtempSync(join(place, 'left-alone-'))
  const { code, stderr } = await toEnd(reference, ['train', ...recipes.momentum, '--json'])
  if (code !== 0) throw new Error(`a run that was left alone failed: ${stderr}`)
  const disk = mkdtempSync(join(place, 'disk-'))
  const isMounted = process.platform === 'linux' && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=96m', 'tmpfs', disk]).status === 0
  const counts = { by: isMounted ? 'a small disk' : 'a largest size of files', tried: 0, 'ended in words': 0, 'had room enough': 0, 'went on with the same bytes': 0 }
  /** @type {string[]} */
  const faults = []
  try {
    while (counts.tried < most && !isOver()) {
      const home = join(disk, 'home')
      mkdirSync(home)
      cpSync(reference, home, { recursive: true })
      const hasImages = random() < 0.75
      if (!hasImages) rmSync(join(home, 'datasets'), { recursive: true })
      const room = Math.round(random() * (hasImages ? mostRoom : imageBytes + mostRoom))
      const fault = await (isMounted ? fullDisk(disk, home, reference, room, counts) : largestFile(home, reference, room, counts))
      counts.tried++
      if (fault !== null) faults.push(`${room} bytes left: ${fault}`)
      rmSync(home, { recursive: true, force: true })
      tell(`${counts.tried} full disks${fault === null ? '' : ` (${room} bytes left): ${fault}`}`)
    }
  } finally {
    if (isMounted) spawnSync('umount', [disk])
  }
  return { ...counts, faults }
}

/** @typedef {{ 'ended in words': number, 'had room enough': number, 'went on with the same bytes': number }} Counts */

/** @param {string} disk @param {string} home @param {string} reference @param {number} room bytes @param {Counts} counts */
async function fullDisk(disk, home, reference, room, counts) {
  const ballast = join(disk, 'ballast')
  const { bavail, bsize } = statfsSync(disk)
  writeFileSync(ballast, Buffer.alloc(Math.max(bavail * bsize - room, 0)))
  const ended = await toEnd(home, ['train', ...recipes.momentum, '--json'])
  rmSync(ballast)
  return faultAfter(ended, home, reference, counts)
}

/** @param {string} home @param {string} reference @param {number} room bytes @param {Counts} counts */
async function largestFile(home, reference, room, counts) {
  const ended = await toEnd(home, ['train', ...recipes.momentum, '--json'], { mostBlocks: Math.ceil(room / 512) })
  return faultAfter(ended, home, reference, counts)
}

/** @param {import('./outcome.mjs').Ended} ended @param {string} home @param {string} reference @param {Counts} counts @returns {Promise<string | null>} */
async function faultAfter(ended, home, reference, counts) {
  const bad = misbehaviour(ended)
  if (bad !== null) return `${bad} (${ended.stderr.trim().split('\n').slice(-2).join(' ')})`
  counts[ended.code === 0 ? 'had room enough' : 'ended in words']++
  const again = await toEnd(home, ['resume', secondRun, '--json'])
  // It may not have come to be, or may have been complete.
  const done = again.code === 0 || isComplete(again) ? again : await toEnd(home, ['train', ...recipes.momentum, '--json'])
  const badAfter = misbehaviour(again) ?? misbehaviour(done)
  if (badAfter !== null) return `with room again: ${badAfter}`
  if (done.code !== 0 && !isComplete(done)) return `with room again: ${done.stderr.trim()}`
  if (lastTensors(home, secondRun) !== lastTensors(reference, firstRun)) return 'other bytes than the run that was left alone'
  counts['went on with the same bytes']++
  return null
}
