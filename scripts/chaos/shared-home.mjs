// Several labs on one home at once: every run is whole, and one that two want to go on with has one of them.
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { LabCommand, processesOf } from './lab-command.mjs'
import { endOf, lastTensors, leftovers, misbehaviour, toEnd } from './outcome.mjs'
import { firstRun, recipes } from './recipes.mjs'

/** @param {import('./campaign.mjs').Campaign} campaign @param {{ readonly labs: number }} options `labs`: at once */
export async function shareHome({ place, isOver, tell }, { labs }) {
  const home = mkdtempSync(join(place, 'shared-'))
  /** @type {string[]} */
  const faults = []
  const counts = { rounds: 0, commands: 0, runs: 0, refused: 0 }
  const begun = await toEnd(home, ['train', ...recipes.momentum, '--json'])
  if (begun.code !== 0) throw new Error(`a run that was left alone failed: ${begun.stderr}`)
  do {
    const stopped = await stoppedRun(home)
    const trainings = Array.from({ length: Math.max(1, Math.floor(labs / 2)) }, () => ['train', ...recipes.momentum, '--json'])
    const others = Array.from({ length: Math.max(2, labs - trainings.length) }, (_, index) => (index % 2 === 0 ? ['resume', stopped, '--json'] : index % 4 === 1 ? ['resume', stopped, '--json'] : ['runs', '--json']))
    const ended = await Promise.all([...trainings, ...others].map(async (args) => ({ args, ...(await toEnd(home, args)) })))
    for (const one of ended) {
      const isRefused = one.code === 1 && (/is going on|in the hands of|is complete/.test(one.stderr))
      const fault = misbehaviour(one) ?? (one.code === 0 || (one.args[0] === 'resume' && isRefused) ? null : one.stderr.trim())
      if (fault !== null) faults.push(`${one.args[0]}: ${fault}`)
      if (isRefused) counts.refused++
      const id = one.lines.at(-1)?.id
      if (one.code === 0 && one.args[0] !== 'runs') {
        counts.runs++
        if (typeof id !== 'string' || lastTensors(home, id) !== lastTensors(home, firstRun)) faults.push(`${one.args[0]} ${String(id)}: other bytes than the run that was left alone`)
      }
    }
    if (!ended.some(({ args, code }) => args[0] === 'resume' && code === 0)) faults.push('nobody went on with the run that was stopped')
    counts.rounds++
    counts.commands += ended.length
    tell(`${counts.commands} commands in ${counts.rounds} rounds on one home`)
  } while (!isOver() && counts.rounds < 1000)
  if (processesOf(home).length > 0) faults.push('processes are left')
  const left = leftovers(home)
  if (left.length > 0) faults.push(`left ${left.join(', ')}`)
  return { ...counts, faults }
}

/** A run that was stopped on its way. @param {string} home @returns {Promise<string>} its id */
async function stoppedRun(home) {
  const command = new LabCommand(home, ['train', ...recipes.momentum, '--json'])
  await command.line(({ type }) => type === 'epoch')
  command.signal('SIGINT')
  const { lines } = await endOf(command)
  const { id, status } = lines.at(-1) ?? {}
  if (typeof id !== 'string' || status !== 'stopped') throw new Error('no run could be stopped')
  return id
}
