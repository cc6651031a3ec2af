// `cnn-lab sweep FILE` and the commands that go on with a sweep: shows progress, and ends with the results.
import { problemSentence } from '@common/words/problem-sentence'
import { axisValueWords } from '@common/sweeps/sweep-words'
import { sweepPoints } from '@common/sweeps/points'
import type { SweepSummary } from '@contract/sweeps/sweep-record'
import type { SweepSpec } from '@contract/sweeps/sweep-spec'
import { mostPoints } from '@contract/sweeps/strategy'
import type { Lab } from '../../lab/lab'
import { choiceOf } from '../flags/choice'
import { countOf } from '../flags/count-flag'
import { sweepFromFile } from '../flags/sweep-file'
import { say, sayJson, withLab, type CommandContext } from '../terminal/command-context'
import { SweepDisplay } from '../terminal/sweep-display'
import { estimateLines, pointsTable, sweepTable } from '../terminal/sweep-tables'
import { problemLine } from '../terminal/terminal-remedy'
import type { RetryFlags } from './sweeps'

export interface SweepFlags {
  readonly on: string
  readonly dryRun?: boolean
  readonly json?: boolean
}

/** Places where a sweep can be trained. */
const places = ['local'] as const

/** Trains a sweep, or tells what it would be. @returns whether every point was completed */
export async function sweep(file: string, { on, dryRun = false, json = false }: SweepFlags, context: CommandContext): Promise<boolean> {
  const kind = choiceOf(on, places, '--on')
  const spec = sweepFromFile(file)
  return withLab(context, async (lab) => {
    if (dryRun) return foretell(lab, spec, json, context)
    const estimate = await lab.sweeps.estimateSweep(spec)
    if (estimate.faultCount === 0) say(context.stderr, ...estimateLines(estimate)) // faults are told by the refusal to start
    return follow(lab, () => lab.sweeps.startSweep(spec, { kind }), json, context)
  })
}

export async function resumeSweep(id: string, json: boolean, context: CommandContext): Promise<boolean> {
  return withLab(context, (lab) => follow(lab, () => lab.sweeps.resumeSweep(id), json, context))
}

export async function extendSweep(id: string, file: string, json: boolean, context: CommandContext): Promise<boolean> {
  const spec = sweepFromFile(file)
  return withLab(context, (lab) => follow(lab, () => lab.sweeps.extendSweep(id, spec), json, context))
}

export async function retrySweep(id: string, { point, json = false }: RetryFlags, context: CommandContext): Promise<boolean> {
  const number = point === undefined ? null : countOf(point, '--point', mostPoints)
  return withLab(context, (lab) => follow(lab, () => (number === null ? lab.sweeps.retryFailed(id) : lab.sweeps.retryPoint(id, number)), json, context))
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
  for (const { number, reason } of estimate.faults) say(stderr, `Point ${number} cannot be trained: ${reason}`)
  return estimate.faultCount === 0
}

/** Follows a sweep from its start until it is complete or paused. */
async function follow(lab: Lab, start: () => Promise<SweepSummary>, json: boolean, context: CommandContext): Promise<boolean> {
  const { stdout, stderr, command } = context
  const display = new SweepDisplay(stderr)
  if (await lab.runs.isBusyElsewhere()) display.note('Another window or terminal of the lab is training; both will be slower.')
  lab.onEvent((event) => {
    if (json) sayJson(stdout, event)
    display.show(event)
  })
  const { id } = await start()
  context.onInterrupt(interruption(lab, id, display))
  await lab.sweeps.ended(id)
  display.close()
  const record = await lab.sweeps.sweep(id)
  if (json) sayJson(stdout, record)
  else say(stdout, '', sweepTable(record, stdout))
  const { counts, points, problem } = record
  if (problem) say(stderr, problemLine(problem, command))
  for (const point of points.filter(({ status }) => status === 'failed')) {
    const values = record.spec.axes.map(({ setting }) => axisValueWords(setting, point.values[setting]))
    say(stderr, `Point ${point.number} (${[...values, `seed ${point.seed}`].join(', ')}) failed: ${point.problem ? problemSentence(point.problem) : ''}`)
  }
  if (counts.failed > 0) say(stderr, `Repeat failed points with: ${command} sweeps retry ${id}`)
  if (record.status !== 'completed') say(stderr, `Go on with: ${command} sweeps resume ${id}`)
  return record.status === 'completed' && counts.failed + counts.stopped === 0
}

/** Handles requests to end (Ctrl-C): the first pauses the sweep with checkpoints, the next ends its runs at once. */
function interruption(lab: Lab, id: string, display: SweepDisplay): () => void {
  let requests = 0
  return () => {
    requests += 1
    if (requests === 1) {
      display.note('Pausing; a checkpoint is written first. Press Ctrl-C again to end at once.')
      lab.sweeps.pauseSweep(id).catch(() => undefined) // the sweep's record says how it stands
    } else {
      lab.runs.kill({ code: 'run/killed', message: 'The run was ended at once, without a checkpoint.', remedy: 'Resume the sweep; it goes on from the checkpoint before.' })
    }
  }
}
