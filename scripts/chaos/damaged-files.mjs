// Homes in which one file is damaged: the run in them is resumed with the same bytes, or refused in words.
import { chmodSync, chownSync, cpSync, lchownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { shuffled } from './chance.mjs'
import { LabCommand } from './lab-command.mjs'
import { endOf, filesBelow, lastTensors, misbehaviour, toEnd } from './outcome.mjs'
import { firstRun, recipes, secondRun } from './recipes.mjs'

/** The user `nobody`: the owner of all files may read what has no permissions. */
const nobody = 65534

/** What happens to a file. @satisfies {Record<string, (path: string, random: () => number) => void>} */
const damages = {
  emptied: (path) => { truncateSync(path, 0) },
  'cut in half': (path) => { truncateSync(path, Math.floor(statSync(path).size / 2)) },
  'a bit flipped': (path, random) => {
    const bytes = readFileSync(path)
    if (bytes.length === 0) return
    const at = Math.floor(random() * bytes.length)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8))
    writeFileSync(path, bytes)
  },
  deleted: (path) => { rmSync(path) },
  unreadable: (path) => { chmodSync(path, 0) },
  'made a folder': (path) => {
    rmSync(path)
    mkdirSync(path)
  },
}
const kinds = /** @type {(keyof typeof damages)[]} */ (Object.keys(damages))

/** @param {import('./campaign.mjs').Campaign} campaign @param {{ readonly most: number }} options `most`: damaged homes */
export async function damageFiles({ place, random, isOver, tell }, { most }) {
  const whole = await homeWithStoppedRun(place)
  const cases = shuffled(random, filesBelow(whole).flatMap((path) => kinds.map((kind) => ({ path, kind }))))
  const isRoot = process.getuid?.() === 0
  const counts = { files: filesBelow(whole).length, cases: cases.length, tried: 0, 'resumed with the same bytes': 0, 'refused in words': 0 }
  /** @type {string[]} */
  const faults = []
  for (const { path, kind } of cases) {
    if (counts.tried === most || isOver()) break
    const home = mkdtempSync(join(place, 'damaged-'))
    cpSync(whole, home, { recursive: true })
    damages[kind](join(home, path), random)
    // Root may read everything.
    const asUser = isRoot && kind === 'unreadable' ? { user: nobody } : {}
    if (asUser.user !== undefined) giveTo(home, asUser.user, path)
    const ended = await toEnd(home, ['resume', secondRun, '--json'], asUser)
    counts.tried++
    const isSame = lastTensors(home, secondRun) === lastTensors(whole, firstRun)
    const fault = misbehaviour(ended) ?? (ended.code === 0 && !isSame ? 'other bytes than the run that was left alone' : null)
    if (fault !== null) faults.push(`${path} ${kind}: ${fault}${ended.stderr === '' ? '' : ` (${ended.stderr.trim().split('\n').slice(-2).join(' ')})`}`)
    else counts[ended.code === 0 ? 'resumed with the same bytes' : 'refused in words']++
    rmSync(home, { recursive: true, force: true })
    tell(`${counts.tried} of ${cases.length} damaged homes${fault === null ? '' : `: ${path} ${kind}: ${fault}`}`)
  }
  return { ...counts, faults }
}

/** A home with a complete run and the same one stopped on its way. @param {string} place */
async function homeWithStoppedRun(place) {
  const home = mkdtempSync(join(place, 'whole-'))
  const first = await toEnd(home, ['train', ...recipes.momentum, '--json'])
  const second = new LabCommand(home, ['train', ...recipes.momentum, '--json'])
  await second.line(({ type }) => type === 'epoch')
  second.signal('SIGINT')
  const stopped = await endOf(second)
  if (first.code !== 0 || !stopped.lines.some(({ status }) => status === 'stopped')) throw new Error(`no run to damage: ${first.stderr}${stopped.stderr}`)
  return home
}

/** @param {string} home @param {number} user @param {string} unreadable a file that keeps its permissions */
function giveTo(home, user, unreadable) {
  chownSync(home, user, user)
  for (const path of filesBelow(home)) {
    const parts = path.split('/')
    for (let depth = 1; depth <= parts.length; depth++) lchownSync(join(home, ...parts.slice(0, depth)), user, user)
  }
  chmodSync(join(home, unreadable), 0)
}
