// Runs that are killed again and again, at any moment and in any part: resumed, they end with the bytes of one that was left alone, and leave nothing behind.
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { oneOf } from './chance.mjs'
import { kill, LabCommand, processesOf } from './lab-command.mjs'
import { endOf, isComplete, lastTensors, leftovers, misbehaviour, toEnd } from './outcome.mjs'
import { firstRun, recipes, secondRun } from './recipes.mjs'

/** What is killed. */
const victims = /** @type {const} */ (['engine', 'command line', 'both', 'both in a checkpoint'])
/** @typedef {(typeof victims)[number]} Victim */
/** @typedef {{ readonly victim: Victim, readonly random: () => number, readonly pace: Pace }} Chance what is killed, and when */

/** Milliseconds in which an engine without its command line has to end by itself. */
const orphanPatience = 60_000

/** Share of a run's training in which it is killed once it trains: so that it can be killed several times before its end. */
const shareOfTraining = 1 / 4

/** How long a run takes that nobody disturbs, in milliseconds: until it trains, and from then on. @typedef {{ readonly start: number, readonly training: number }} Pace */

/**
 * @param {import('./campaign.mjs').Campaign} campaign
 * @param {{ readonly most: number, readonly recipes: readonly string[] }} options `most`: kills, all together
 */
export async function killRuns({ place, random, isOver, tell }, options) {
  /** @type {Record<string, { readonly home: string, readonly pace: Pace }>} */
  const references = {}
  /** @type {Record<Victim, number>} */
  const kills = { engine: 0, 'command line': 0, both: 0, 'both in a checkpoint': 0 }
  /** @type {string[]} */
  const faults = []
  const total = () => Object.values(kills).reduce((sum, count) => sum + count, 0)
  let runs = 0
  for (; total() < options.most && !isOver(); runs++) {
    const name = options.recipes[runs % options.recipes.length] ?? ''
    const flags = /** @type {Readonly<Record<string, readonly string[]>>} */ (recipes)[name] ?? []
    const reference = (references[name] ??= await leftAlone(place, flags))
    const home = mkdtempSync(join(place, 'killed-'))
    cpSync(reference.home, home, { recursive: true })
    const most = Math.min(2 + Math.floor(random() * 8), options.most - total())
    for (let killed = 0; killed < most && !isOver(); ) {
      const victim = oneOf(random, victims)
      const { wasKilled, fault } = await killOne(home, flags, { victim, random, pace: reference.pace })
      if (fault !== null) faults.push(`${name}, ${victim} killed: ${fault}`)
      if (!wasKilled) break // it was at its end already
      kills[victim]++
      killed++
    }
    const fault = await resumedFault(home, reference.home, flags)
    if (fault !== null) faults.push(`${name}: ${fault}`)
    else rmSync(home, { recursive: true, force: true })
    tell(`${total()} kills in ${runs + 1} runs (${name})${fault === null ? '' : `: ${fault}, see ${home}`}`)
  }
  return { runs, kills: total(), ...kills, faults }
}

/** A home with a run that nobody disturbs. @param {string} place @param {readonly string[]} flags */
async function leftAlone(place, flags) {
  const home = mkdtempSync(join(place, 'left-alone-'))
  const began = performance.now()
  const command = new LabCommand(home, ['train', ...flags, '--json'])
  await command.line(({ type }) => type === 'progress').catch(() => undefined)
  const start = performance.now() - began
  const { code, stderr } = await endOf(command)
  if (code !== 0) throw new Error(`a run that was left alone failed: ${stderr}`)
  return { home, pace: { start, training: performance.now() - began - start } }
}

/** Starts the run or goes on with it, and kills at a random moment. @param {string} home @param {readonly string[]} flags @param {Chance} chance */
async function killOne(home, flags, chance) {
  const { victim, random } = chance
  const command = new LabCommand(home, [...(hasBegun(home) ? ['resume', secondRun] : ['train', ...flags]), '--json'])
  const engines = await momentFor(command, home, chance)
  if (victim === 'engine') engines.forEach(kill)
  else if (victim === 'command line') kill(command.living)
  else command.kill()
  if (victim !== 'engine' && victim !== 'command line') engines.forEach(kill)
  const ended = await endOf(command)
  const wasKilled = ended.code !== 0 && !isComplete(ended)
  // A command line that is killed says nothing; one whose engine is killed says so.
  const bad = victim === 'engine' ? misbehaviour(ended) : ended.hung ? 'hung' : null
  // Half of the time the next command comes while an engine without its command line may still be there.
  if (victim !== 'command line' || random() < 0.5) return { wasKilled, fault: bad }
  return { wasKilled, fault: bad ?? ((await isEmpty(home)) ? null : 'the engine outlived its command line') }
}

/** Waits for a moment to kill at. @param {LabCommand} command @param {string} home @param {Chance} chance @returns {Promise<number[]>} the engines then */
async function momentFor(command, home, { victim, random, pace }) {
  if (victim !== 'both in a checkpoint' && random() < 0.3) {
    await Promise.race([command.exitCode, sleep(random() * pace.start)])
    while (victim === 'engine' && command.living !== undefined && command.engines().length === 0) await sleep(1)
    return command.engines()
  }
  await Promise.race([command.exitCode, command.line(({ type }) => type === 'progress').catch(() => undefined)])
  if (victim !== 'both in a checkpoint') {
    await Promise.race([command.exitCode, sleep(random() * pace.training * shareOfTraining)])
    return command.engines()
  }
  const engines = command.engines()
  const known = unfinished(home)
  while (command.living !== undefined && !unfinished(home).some((name) => !known.includes(name))) await sleep(0)
  const until = performance.now() + random() * 6
  while (performance.now() < until);
  return engines
}

/** Whether the run is in the store for certain: its folder is there. @param {string} home */
const hasBegun = (home) => existsSync(join(home, 'runs', secondRun))

/** @param {string} home */
function unfinished(home) {
  const folder = join(home, 'runs', secondRun, 'checkpoints')
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('writing-')) : []
}

/** @param {string} home */
async function isEmpty(home) {
  const until = performance.now() + orphanPatience
  while (performance.now() < until) {
    if (processesOf(home).length === 0) return true
    await sleep(50)
  }
  return false
}

/** Lets the run go on to its end. @param {string} home @param {string} reference @param {readonly string[]} flags @returns {Promise<string | null>} what is wrong then */
async function resumedFault(home, reference, flags) {
  const ended = await toEnd(home, [...(hasBegun(home) ? ['resume', secondRun] : ['train', ...flags]), '--json'])
  const isDone = ended.code === 0 || isComplete(ended)
  const bad = misbehaviour(ended)
  if (bad !== null) return bad
  if (!isDone) return `not resumed: ${ended.stderr.trim()}`
  if (lastTensors(home, secondRun) !== lastTensors(reference, firstRun)) return 'other bytes than the run that was left alone'
  if (!(await isEmpty(home))) return `left the processes ${processesOf(home).join(', ')}`
  const left = leftovers(home)
  return left.length === 0 ? null : `left ${left.join(', ')}`
}
