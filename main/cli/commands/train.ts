// `cnn-lab train` and `cnn-lab resume RUN`: trains to the end, shows progress, and ends with the results.
import { problemSentence } from '@common/words/problem-sentence'
import { phrase } from '@language/phrase'
import { isActive, type RunRecord } from '@contract/runs/run-record'
import { runSettings } from '@contract/training/settings/run-settings'
import type { Lab } from '../../lab/lab'
import { conclusion } from '@common/conclusions/conclusion'
import { plainFormats } from '@common/words/plain-format'
import { datasetInfo } from '../../data/catalogue'
import { countOf } from '../flags/count-flag'
import { assertFitsDataset } from '../flags/fits-dataset'
import { sized } from '../flags/image-size'
import { asksLab, namesFile, networkOfLab } from '../flags/lab-network'
import { ProgressDisplay } from '../terminal/progress-display'
import { epochsTable } from '../terminal/run-tables'
import { specFromFlags, type SpecFlags } from '../flags/spec-from-flags'
import { say, sayJson, sayOnOneLine, withLab, type CommandContext } from '../terminal/command-context'
import { UsageError } from '../flags/usage-error'

export interface TrainFlags extends SpecFlags {
  readonly title?: string
  readonly weights?: string
  readonly output?: string
  readonly json?: boolean
}

/** Trains a new run. @returns whether it was completed */
export async function train(flags: TrainFlags, context: CommandContext): Promise<boolean> {
  for (const flag of ['weights', 'output'] as const) {
    if (flags[flag] !== undefined && !namesFile(flags)) throw new UsageError(phrase('--{flag} means something only with --model FILE.onnx.', { flag }))
  }
  const known = asksLab(flags) || flags.dataset !== undefined ? null : specFromFlags(flags)
  return withLab(context, async (lab) => {
    const given = asksLab(flags) ? await networkOfLab(lab, flags) : null
    if (given && 'file' in given) say(context.stderr, ...given.notes)
    const spec = known ?? specFromFlags(flags, given)
    assertFitsDataset(flags, spec)
    const { network, preprocessing } = spec
    const asked = { network, ...preprocessing, flag: '--size' } as const
    return follow(lab, () => sized(asked, () => lab.runs.start(spec, flags.title ?? '')), flags.json ?? false, context)
  })
}

export interface ResumeFlags {
  readonly epochs?: string
  readonly json?: boolean
}

/** Goes on with an ended run from its newest whole checkpoint; `--epochs`: with a complete one, for so many more epochs. @returns whether it was completed */
export async function resume(id: string, { epochs, json = false }: ResumeFlags, context: CommandContext): Promise<boolean> {
  const more = epochs === undefined ? null : countOf(epochs, '--epochs', runSettings.epochs.max)
  return withLab(context, (lab) => follow(lab, () => (more === null ? lab.runs.resume(id) : lab.runs.trainLonger(id, more)), json, context))
}

/** Follows a run from its start to its end. */
async function follow(lab: Lab, start: () => Promise<RunRecord>, json: boolean, context: CommandContext): Promise<boolean> {
  const { stdout, stderr } = context
  const display = new ProgressDisplay(stderr)
  if (await lab.runs.isBusyElsewhere()) display.note(phrase('Another window or terminal of the lab is training; both runs will be slower.'))
  const ended = new Promise<RunRecord>((resolve) => {
    lab.onEvent((event) => {
      if (json) sayJson(stdout, event)
      display.show(event)
      if (event.type === 'run' && !isActive(event.run.status)) resolve(event.run)
    })
  })
  const { id } = await start()
  context.onInterrupt(interruption(lab, id, display))
  const run = await ended
  display.close()
  await tell(lab, run, { json, isToldAlready: isOneTerminal(context) && display.epochsTold === run.epochs.length }, context)
  return run.status === 'completed'
}

/** Handles requests to end (Ctrl-C): the first stops the run with a checkpoint, the next ends the engine at once. */
function interruption(lab: Lab, id: string, display: ProgressDisplay): () => void {
  let requests = 0
  return () => {
    requests += 1
    if (requests === 1) {
      display.note(phrase('Stopping; a checkpoint is written first. Press Ctrl-C again to end at once.'))
      display.stopping()
      lab.runs.stop(id).catch(() => undefined) // the run's record says how it ended
    } else {
      lab.runs.kill({ code: 'run/killed', message: phrase('The run was ended at once, without a checkpoint.'), remedy: phrase('Resume it from the checkpoint before.') })
    }
  }
}

/** Whether results and progress appear on the same screen. */
const isOneTerminal = ({ stdout, stderr }: CommandContext): boolean => stdout.isTTY === true && stderr.isTTY === true

interface Telling {
  readonly json: boolean
  /** Whether the reader has seen the results of all epochs. */
  readonly isToldAlready: boolean
}

/** Prints how a run has ended: its results, what they mean, where the report is, how to go on. @throws LabError at the end, where the report cannot be written */
async function tell(lab: Lab, run: RunRecord, { json, isToldAlready }: Telling, { stdout, stderr, command }: CommandContext): Promise<void> {
  // A disk that is full must not keep the results from being told.
  const [report] = await Promise.allSettled([run.epochs.length > 0 ? lab.reports.ofRun(run.id) : null])
  if (json) {
    sayJson(stdout, run)
  } else {
    if (run.epochs.length > 0 && !isToldAlready) say(stdout, '', epochsTable(run, stdout))
    say(stdout, '', conclusion(run, datasetInfo(run.spec.dataset.id), plainFormats))
    if (run.status === 'completed' && run.notice !== null) say(stdout, run.notice)
    if (report.status === 'fulfilled' && report.value !== null) say(stdout, phrase('Report: {path}', { path: report.value }))
  }
  if (run.problem) sayOnOneLine(stderr, problemSentence(run.problem))
  if (run.status === 'stopped' || run.status === 'interrupted') say(stderr, phrase('Go on with: {command}', { command: `${command} resume ${run.id}` }))
  if (report.status === 'rejected') throw report.reason
}
