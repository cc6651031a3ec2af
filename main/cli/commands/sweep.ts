// `cnn-lab sweep FILE` and the commands that go on with a sweep: shows progress, and ends with the results.
import { problemSentence } from '@common/words/problem-sentence'
import { pointWords } from '@common/sweeps/sweep-words'
import { sweepPoints } from '@common/sweeps/points'
import { phrase } from '@language/phrase'
import type { SlurmPlace } from '@contract/sweeps/sweep-place'
import type { SweepRecord, SweepSummary } from '@contract/sweeps/sweep-record'
import type { SweepSpec } from '@contract/sweeps/sweep-spec'
import { mostPoints } from '@contract/sweeps/strategy'
import { LabError } from '@contract/problem'
import type { Lab } from '../../lab/lab'
import { choiceOf } from '../flags/choice'
import { countOf } from '../flags/count-flag'
import { hasSlurmFlags, slurmPlace, type SlurmFlags } from '../flags/slurm-flags'
import { sweepFromFile } from '../flags/sweep-file'
import { UsageError } from '../flags/usage-error'
import { say, sayJson, sayOnOneLine, withLab, type CommandContext } from '../terminal/command-context'
import { SweepDisplay } from '../terminal/sweep-display'
import { estimateLines, pointsTable, sweepTable } from '../terminal/sweep-tables'
import { problemLine } from '../terminal/terminal-remedy'
import type { RetryFlags } from './sweeps'
import { pausingInterruption } from '../terminal/pausing-interruption'

export interface SweepFlags extends SlurmFlags {
  readonly on: string
  /** Of a sweep on a cluster: whether the command ends with the sweep, and not when it is submitted. */
  readonly wait?: boolean
  readonly dryRun?: boolean
  readonly json?: boolean
}

/** Places where a sweep can be trained. */
const places = ['local', 'slurm'] as const

/** Trains a sweep, or tells what it would be. @returns whether every point was completed */
export async function sweep(file: string, flags: SweepFlags, context: CommandContext): Promise<boolean> {
  const { on, dryRun = false, json = false, wait = false } = flags
  const kind = choiceOf(on, places, '--on')
  if (kind === 'local' && (wait || hasSlurmFlags(flags))) throw new UsageError(phrase('Options of a cluster mean something only with --on slurm.'))
  const spec = sweepFromFile(file)
  return withLab(context, async (lab) => {
    if (dryRun) return foretell(lab, spec, json, context)
    if (kind === 'slurm') {
      const place = slurmPlace(flags, lastSlurmPlace(await lab.sweeps.sweeps()))
      return follow(lab, () => lab.sweeps.startSweep(spec, place), { json, wait }, context)
    }
    const estimate = await lab.sweeps.estimateSweep(spec)
    if (estimate.faultCount === 0) say(context.stderr, ...estimateLines(estimate)) // faults are told by the refusal to start
    return follow(lab, () => lab.sweeps.startSweep(spec, { kind }), { json }, context)
  })
}

/** The place of the last sweep on a cluster; null where there is none. */
function lastSlurmPlace(sweeps: readonly SweepSummary[]): SlurmPlace | null {
  for (const { place } of sweeps) if (place.kind === 'slurm') return place
  return null
}

/** Takes in what a cluster has done of a sweep, and shows how it stands. @returns whether the cluster could be asked */
export async function collectSweep(id: string, json: boolean, context: CommandContext): Promise<boolean> {
  return withLab(context, async (lab) => tellHowItStands(await lab.sweeps.collectSweep(id), json, context).problem === null)
}

/** Takes a sweep off its cluster; tasks that run write a checkpoint, from which `sweeps resume` goes on. */
export async function cancelSweep(id: string, json: boolean, context: CommandContext): Promise<void> {
  await withLab(context, async (lab) => {
    if ((await lab.sweeps.sweep(id)).place.kind !== 'slurm') throw new LabError('sweep/not-on-cluster', phrase('The sweep {id} is not on a cluster.', { id }), phrase('Ctrl-C pauses it in the terminal that works on it.'))
    await lab.sweeps.pauseSweep(id)
    tellHowItStands(await lab.sweeps.sweep(id), json, context)
  })
}

export async function resumeSweep(id: string, json: boolean, context: CommandContext): Promise<boolean> {
  return withLab(context, (lab) => follow(lab, () => lab.sweeps.resumeSweep(id), { json }, context))
}

export async function extendSweep(id: string, file: string, json: boolean, context: CommandContext): Promise<boolean> {
  const spec = sweepFromFile(file)
  return withLab(context, (lab) => follow(lab, () => lab.sweeps.extendSweep(id, spec), { json }, context))
}

export async function retrySweep(id: string, { point, json = false }: RetryFlags, context: CommandContext): Promise<boolean> {
  const number = point === undefined ? null : countOf(point, '--point', mostPoints)
  return withLab(context, (lab) => follow(lab, () => (number === null ? lab.sweeps.retryFailed(id) : lab.sweeps.retryPoint(id, number)), { json }, context))
}

/** Prints the points of a sweep and what they are expected to cost. @returns whether it could be trained */
async function foretell(lab: Lab, spec: SweepSpec, json: boolean, { stdout, stderr }: CommandContext): Promise<boolean> {
  const estimate = await lab.sweeps.estimateSweep(spec)
  const points = sweepPoints(spec).map((point, index) => ({ number: index + 1, ...point }))
  if (json) {
    for (const point of points) sayJson(stdout, point)
    sayJson(stdout, estimate)
  } else {
    say(stdout, pointsTable(spec, points, stdout), '', ...estimateLines(estimate))
  }
  for (const { number, reason } of estimate.faults) say(stderr, phrase('Point {number} cannot be trained: {reason}', { number, reason }))
  return estimate.faultCount === 0
}

interface Following {
  readonly json: boolean
  readonly wait?: boolean
}

/** Follows a sweep from its start until it is complete or paused; one on a cluster until it is submitted, unless it is waited for. */
async function follow(lab: Lab, start: () => Promise<SweepSummary>, { json, wait = false }: Following, context: CommandContext): Promise<boolean> {
  const { stdout, stderr } = context
  const display = new SweepDisplay(stderr)
  if (await lab.runs.isBusyElsewhere()) display.note(phrase('Another window or terminal of the lab is training; both will be slower.'))
  lab.onEvent((event) => {
    if (json) sayJson(stdout, event)
    display.show(event)
  })
  const { id, place } = await start()
  if (place.kind === 'slurm') {
    const submitted = await lab.sweeps.collectSweep(id) // the first look has ended then
    const left = new Promise<void>((resolve) => {
      context.onInterrupt(resolve)
    })
    if (wait) await Promise.race([lab.sweeps.ended(id), left])
    display.close()
    const { status, counts } = tellHowItStands(wait ? await lab.sweeps.sweep(id) : submitted, json, context)
    return status !== 'paused' && counts.failed + counts.stopped === 0
  }
  context.onInterrupt(pausingInterruption({ lab, note: (sentence) => { display.note(sentence) }, pause: () => lab.sweeps.pauseSweep(id), remedy: phrase('Resume the sweep; it goes on from the checkpoint before.') }))
  await lab.sweeps.ended(id)
  display.close()
  const { status, counts } = tellHowItStands(await lab.sweeps.sweep(id), json, context)
  return status === 'completed' && counts.failed + counts.stopped === 0
}

/** Prints the results of a sweep so far, what failed, and how to go on. */
function tellHowItStands(record: SweepRecord, json: boolean, { stdout, stderr, command }: CommandContext): SweepRecord {
  const { id, status, counts, points, problem, place } = record
  if (json) sayJson(stdout, record)
  else say(stdout, '', sweepTable(record, stdout))
  if (problem) sayOnOneLine(stderr, problemLine(problem, command))
  if (problem && status === 'paused' && place.kind === 'slurm') say(stderr, phrase('Resumed, it has the same options of the cluster; for others, start a new sweep.'))
  for (const point of points.filter((candidate) => candidate.status === 'failed')) {
    sayOnOneLine(stderr, phrase('Point {number} ({values}) failed: {problem}', { number: point.number, values: pointWords(record.spec, point), problem: point.problem ? problemSentence(point.problem) : '' }))
  }
  if (counts.failed > 0) say(stderr, phrase('Repeat failed points with: {command}', { command: `${command} sweeps retry ${id}` }))
  if (status === 'running' && place.kind === 'slurm') say(stderr, phrase('The cluster goes on with it. See how it stands with: {command}', { command: `${command} sweeps collect ${id}` }))
  else if (status !== 'completed') say(stderr, phrase('Go on with: {command}', { command: `${command} sweeps resume ${id}` }))
  return record
}
