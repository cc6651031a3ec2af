// `cnn-lab experiment`: lists the experiments, or runs one: begins, goes on, or extends it, shows progress, and ends with what it says.
import type { Experiment } from '@common/experiments/experiment'
import { experiments } from '@common/experiments/experiments'
import { carriedOver, withNetworks } from '@common/experiments/joining-networks'
import { planOf } from '@common/experiments/plan-of'
import { pointWords } from '@common/sweeps/sweep-words'
import { plainFormats } from '@common/words/plain-format'
import { problemSentence } from '@common/words/problem-sentence'
import { titled, enumeration } from '@common/words/listed-words'
import { withinSentence } from '@common/words/within-sentence'
import { phrase } from '@language/phrase'
import type { ExperimentEstimate } from '@contract/experiments/experiment-estimate'
import { experimentSizes, experimentSizeTitles, type ExperimentSize } from '@contract/experiments/experiment-names'
import { hasFaults, type ExperimentPlan, type ExperimentRecord } from '@contract/experiments/experiment-record'
import { divergedCode, LabError } from '@contract/problem'
import type { Lab } from '../../lab/lab'
import { choiceOf } from '../flags/choice'
import { networkName } from '../flags/lab-network'
import { UsageError } from '../flags/usage-error'
import { say, sayJson, sayOnOneLine, withLab, type CommandContext } from '../terminal/command-context'
import { ExperimentDisplay } from '../terminal/experiment-display'
import { experimentEstimateLines, experimentsTable, resultLines, type ListedExperiment } from '../terminal/experiment-text'
import { pausingInterruption } from '../terminal/pausing-interruption'

export interface ExperimentFlags {
  readonly size?: string
  /** Networks to add, by their names. */
  readonly network?: readonly string[]
  readonly new?: boolean
  readonly dryRun?: boolean
  readonly json?: boolean
}

/** Lists the experiments with what their quick size is expected to take; `--json`: one a line. */
export async function listExperiments({ size, network, new: isNew, dryRun, json = false }: ExperimentFlags, context: CommandContext): Promise<boolean> {
  if (size !== undefined || network !== undefined || isNew === true || dryRun === true) throw new UsageError(phrase('--size, --network, --new and --dry-run mean something only with the name of an experiment.'))
  return withLab(context, async (lab) => {
    const begun = await lab.experiments.experiments()
    const listed: ListedExperiment[] = []
    for (const { name, title, question } of lab.experiments.definitions) {
      const estimate = await lab.experiments.estimateExperiment(name, 'quick', null, null)
      const last = begun.find((record) => record.name === name)
      listed.push({ name, title, question, state: last ? { id: last.id, size: last.size, isChanged: last.isChanged, status: last.status } : null, quickSeconds: estimate.seconds })
    }
    if (json) for (const experiment of listed) sayJson(context.stdout, experiment)
    else say(context.stdout, experimentsTable(listed, context.stdout))
    return true
  })
}

/** Runs an experiment, or tells what it would be. @returns whether all of it was done */
export async function runExperiment(text: string, flags: ExperimentFlags, context: CommandContext): Promise<boolean> {
  const { size: sizeText, network: networks = [], new: isNew = false, dryRun = false, json = false } = flags
  const wanted = sizeText === undefined ? null : choiceOf(sizeText, experimentSizes, '--size')
  return withLab(context, async (lab) => {
    const { definitions } = lab.experiments
    const name = choiceOf(text, definitions.map((definition) => definition.name), phrase('The name of the experiment'))
    const definition = definitions.find((candidate) => candidate.name === name)
    if (!definition) throw new LabError('experiment/no-definition', phrase('There is no experiment {name}.', { name }))
    const last = isNew ? null : ((await lab.experiments.experiments()).find((record) => record.name === name) ?? null)
    const size = wanted ?? last?.size ?? 'quick'
    const asked: Asked = { definition, size, last, plan: await planWith(lab, { definition, size, last }, networks) }
    return dryRun ? foretell(lab, asked, json, context) : follow(lab, asked, json, context)
  })
}

interface Asked {
  readonly definition: Experiment
  readonly size: ExperimentSize
  /** The newest experiment of the name that was begun; null: a new one is wanted, or there is none. */
  readonly last: ExperimentRecord | null
  /** The plan to run; null: that of the last one in the same size, else the definition's. */
  readonly plan: ExperimentPlan | null
}

/** The plan with the networks that were asked for, and in a larger size with those that joined in the smaller one. @throws UsageError where the experiment has no list of networks */
async function planWith(lab: Lab, { definition: { name, parts, sizes }, size, last }: Omit<Asked, 'plan'>, asked: readonly string[]): Promise<ExperimentPlan | null> {
  const isSameSize = last?.size === size
  const own = sizes[size].plan
  const before = !last ? own : isSameSize ? planOf(last) : carriedOver(parts, planOf(last), own)
  const names = await Promise.all(asked.map((text) => networkName(lab, text)))
  const plan = names.length === 0 ? before : withNetworks(parts, before, names)
  if (plan) return plan === (isSameSize ? before : own) ? null : plan
  const joinable = experiments.filter((experiment) => experiment.parts.some(({ join }) => join !== undefined)).map((experiment) => experiment.name)
  throw new UsageError(phrase('The experiment {name} has no list that networks could join: --network goes with {names}.', { name, names: enumeration(joinable) }))
}

/** Prints what an experiment is expected to cost. @returns whether it could be run */
async function foretell(lab: Lab, { definition, size, last, plan }: Asked, json: boolean, { stdout, stderr }: CommandContext): Promise<boolean> {
  const estimate = await estimateOf(lab, { definition, size, last, plan })
  if (json) sayJson(stdout, estimate)
  else say(stdout, phrase('{experiment}, {size}: {note}', { experiment: definition.title, size: withinSentence(experimentSizeTitles[size]), note: definition.sizes[size].note }), ...changedPlanLines({ definition, size, last, plan }), ...experimentEstimateLines(estimate))
  for (const { part, number, reason } of estimate.faults) say(stderr, phrase('Point {number} of the part {part} cannot be run: {reason}', { number, part, reason }))
  return estimate.faults.length === 0
}

/** Where the record that goes on was given a plan of its own, what is said of the size does not hold of it. */
const changedPlanLines = ({ size, last, plan }: Asked): readonly string[] =>
  last?.size === size && last.isChanged && plan === null ? [phrase('{id} was begun with a changed plan, and goes on with that; --new begins another one as told above.', { id: last.id })] : []

/** What is left to do of an experiment. */
const estimateOf = (lab: Lab, { definition, size, last, plan }: Asked): Promise<ExperimentEstimate> =>
  lab.experiments.estimateExperiment(definition.name, size, plan ?? (last?.size === size ? planOf(last) : null), last?.id ?? null)

/** Whether every part has ended, though some of its points may have failed. */
const hasEnded = ({ status, parts }: ExperimentRecord): boolean => status === 'completed' && parts.every((part) => part.status === 'completed')

/** Begins, extends, or goes on with an experiment, as what was begun before asks for. */
async function begin(lab: Lab, { definition: { name }, size, last, plan }: Asked): Promise<ExperimentRecord> {
  if (!last) return lab.experiments.startExperiment(name, size, plan)
  if (experimentSizes.indexOf(size) < experimentSizes.indexOf(last.size)) {
    throw new LabError('experiment/larger', phrase('The experiment {id} has the larger size {size} already.', { id: last.id, size: withinSentence(experimentSizeTitles[last.size]) }), phrase('With --new, another one is begun.'))
  }
  if (size !== last.size || plan) return lab.experiments.extendExperiment(last.id, size, plan)
  return lab.experiments.resumeExperiment(last.id)
}

async function follow(lab: Lab, asked: Asked, json: boolean, context: CommandContext): Promise<boolean> {
  const { stdout, stderr, command } = context
  const { definition, size, last, plan } = asked
  const display = new ExperimentDisplay(stderr, definition)
  if (await lab.runs.isBusyElsewhere()) display.note(phrase('Another window or terminal of the lab is training; both will be slower.'))
  const isDone = last?.size === size && plan === null && hasEnded(last)
  if (!isDone) say(stderr, ...experimentEstimateLines(await estimateOf(lab, asked)))
  const unsubscribe = lab.onEvent((event) => {
    if (json) sayJson(stdout, event)
    display.show(event)
  })
  const begun = isDone ? null : await begin(lab, asked)
  if (begun) {
    context.onInterrupt(pausingInterruption({ lab, note: (sentence) => { display.note(sentence) }, pause: () => lab.experiments.pauseExperiment(begun.id), remedy: phrase('Call the experiment again; it goes on from the checkpoint before.') }))
    await lab.experiments.ended(begun.id)
  } else {
    say(stderr, phrase('All of it was run before, as {id}; with --new, it is run again.', { id: last?.id ?? '' }))
  }
  unsubscribe()
  display.close()
  const record = await lab.experiments.experiment((begun ?? last)?.id ?? '')
  await tellResults(lab, record, definition, json, context)
  if (record.status !== 'completed') say(stderr, phrase('Go on with: {command}', { command: `${command} experiment ${record.name}` }))
  return hasEnded(record) && record.parts.every((part) => !hasFaults(part) && part.counts.stopped === 0)
}

/** Prints tables, sentences and published figures, and what failed. */
async function tellResults(lab: Lab, record: ExperimentRecord, definition: Experiment, json: boolean, { stdout, stderr, command }: CommandContext): Promise<void> {
  const rows = await lab.experiments.experimentResults(record.id)
  const sentences = definition.sentences(rows, plainFormats, planOf(record))
  if (json) sayJson(stdout, { ...record, rows, sentences })
  else say(stdout, ...resultLines(definition, rows, sentences, stdout))
  for (const part of record.parts) {
    const { name, problem, sweep } = part
    const title = definition.parts.find((known) => known.name === name)?.title ?? name
    if (problem) sayOnOneLine(stderr, titled(title, problemSentence(problem)))
    if (sweep === null || !hasFaults(part)) continue
    const { spec, points } = await lab.sweeps.sweep(sweep)
    for (const point of points.filter(({ status, problem: fault }) => status === 'failed' && fault?.code !== divergedCode)) {
      sayOnOneLine(stderr, phrase('{part}, point {number} ({values}) failed: {problem}', { part: title, number: point.number, values: pointWords(spec, point), problem: point.problem ? problemSentence(point.problem) : '' }))
    }
    say(stderr, phrase('Repeat its failed points with: {command} sweeps retry {sweep}', { command, sweep }))
  }
}
