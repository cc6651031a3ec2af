// `cnn-lab bench --accuracy`: trains a preset to its end, in the lab and in PyTorch, and notes accuracy over wall-clock time.
import { formatDuration, formatPercent } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import { fromProblem, LabError } from '@contract/problem'
import { heldOut } from '@contract/runs/held-out'
import { isActive, type RunRecord } from '@contract/runs/run-record'
import { noAugmentation } from '@contract/data/augmentation'
import type { RunSpec } from '@contract/training/run-spec'
import { timesToMarks, type TimedAccuracy, type TimedRun } from '../../../lab/benchmark/accuracy-over-time'
import { peerRunRefusal, trainInPyTorch } from '../../../lab/benchmark/peer-run'
import type { Peer } from '../../../lab/benchmark/peer'
import type { Lab } from '../../../lab/lab'
import { specFromFlags } from '../../flags/spec-from-flags'
import { UsageError } from '../../flags/usage-error'
import { say, sayJson, withLab, type CommandContext, type Output } from '../../terminal/command-context'
import { table, type Column } from '../../terminal/table'
import { assertWithout, peersOf, type BenchFlags } from './bench-flags'
import { conditionsLine } from './conditions-line'
import { FoundPeers } from './found-peers'
import { markdownTable } from './markdown-table'

/** Trains the preset here, then in PyTorch; `--json`: the conditions, then an object for each of the two runs. */
export async function benchAccuracy(flags: BenchFlags, context: CommandContext): Promise<void> {
  assertWithout(flags, '--accuracy', ['rounds', 'quick', 'model'])
  const names = peersOf(flags)
  if (names.some((name) => name !== 'pytorch')) throw new UsageError(phrase('--accuracy takes no peer but pytorch.'))
  const spec: RunSpec = specFromFlags({ ...flags, preset: flags.preset ?? 'fashionnet', device: flags.device ?? 'cpu' })
  const { stdout, stderr } = context
  await withLab(context, async (lab) => {
    if (await lab.runs.isBusyElsewhere()) say(stderr, phrase('Another window or terminal of the lab is training; everything measured now is too slow.'))
    const [peer] = (await FoundPeers.find(names, stderr)).peers
    const conditions = await lab.benchmarks.conditions(peer ? [peer] : [], spec.device)
    if (flags.json) sayJson(stdout, { conditions })
    const runs: TimedRun[] = []
    const add = (run: TimedRun): void => {
      runs.push(run)
      if (flags.json) sayJson(stdout, run)
    }
    add({ name: 'CNN Lab', epochs: await trainedHere(lab, spec, context) })
    const refusal = peerRunRefusal(spec)
    if (peer && refusal !== null) say(stderr, refusal)
    if (peer && refusal === null) add(await trainedThere(peer, spec, stderr))
    if (flags.json) return
    const words = phrase('Wall-clock time from the command on: the start of the process, reading data and compiling are in it. {conditions}.', { conditions: conditionsLine(conditions) })
    const tables = flags.markdown ? [epochsMarkdown(runs), '', marksMarkdown(runs)] : [epochsTable(runs, stdout), '', marksTable(runs, stdout)]
    say(stdout, ...tables, '', words)
  })
}

/** Notes how long an epoch's end is after the beginning, and tells it. */
function clock(name: string, stderr: Output): { readonly epochs: readonly TimedAccuracy[]; readonly note: (epoch: number, accuracy: number) => void } {
  const [begin, epochs] = [performance.now(), [] as TimedAccuracy[]]
  const note = (epoch: number, accuracy: number): void => {
    const seconds = (performance.now() - begin) / 1000
    epochs.push({ epoch, seconds, accuracy })
    say(stderr, phrase('{name}, epoch {epoch}: {accuracy} after {time}', { name, epoch, accuracy: formatPercent(accuracy), time: formatDuration(seconds) }))
  }
  return { epochs, note }
}

/** @throws LabError why the run was not completed */
async function trainedHere(lab: Lab, spec: RunSpec, { stderr, onInterrupt }: CommandContext): Promise<readonly TimedAccuracy[]> {
  const { epochs, note } = clock('CNN Lab', stderr)
  let id: string | null = null
  const ended = new Promise<RunRecord>((resolve) => {
    lab.onEvent((event) => {
      if (event.type === 'epoch' && event.runId === id) note(event.result.epoch, heldOut(event.result).accuracy)
      if (event.type === 'run' && event.run.id === id && !isActive(event.run.status)) resolve(event.run)
    })
  })
  id = (await lab.runs.start(spec, phrase('Accuracy over time'))).id
  const run = id
  onInterrupt(() => {
    lab.runs.stop(run).catch(() => undefined) // the run's record says how it ended
  })
  const { status, problem } = await ended
  if (status === 'completed') return epochs
  throw problem ? fromProblem(problem) : new LabError('benchmark/stopped', phrase('The run was stopped before its last epoch.'), phrase('Go on with it by `cnn-lab resume {run}`, or begin the comparison anew.', { run }))
}

/** PyTorch in the faster of its layouts, by a short measurement. */
async function trainedThere(peer: Peer, spec: RunSpec, stderr: Output): Promise<TimedRun> {
  const speeds: { readonly name: string; readonly speed: number }[] = []
  for (const { name, measure } of peer.contenders({ ...spec, augmentation: noAugmentation }, 'cpu').contenders) speeds.push({ name, speed: (await measure()).imagesPerSecond })
  const [fastest] = speeds.sort((a, b) => b.speed - a.speed)
  const name = fastest?.name ?? peer.title
  const { epochs, note } = clock(name, stderr)
  await trainInPyTorch(peer, spec, name.endsWith('channels-last'), ({ epoch, accuracy }) => {
    note(epoch, accuracy)
  })
  return { name, epochs }
}

const byRun = (runs: readonly TimedRun[], titles: (name: string) => readonly string[]): readonly Column[] => runs.flatMap(({ name }) => titles(name).map((title) => ({ title, align: 'right' as const })))

const epochColumns = (runs: readonly TimedRun[]): readonly Column[] => [{ title: phrase('epoch'), align: 'right' }, ...byRun(runs, (name) => [phrase('time, {name}', { name }), phrase('accuracy')])]

function epochRows(runs: readonly TimedRun[]): readonly (readonly string[])[] {
  const most = Math.max(0, ...runs.map(({ epochs }) => epochs.length))
  return Array.from({ length: most }, (_, index) => [
    String(index + 1),
    ...runs.flatMap(({ epochs }) => {
      const epoch = epochs[index]
      return epoch ? [formatDuration(epoch.seconds), formatPercent(epoch.accuracy)] : ['', '']
    }),
  ])
}

const markColumns = (runs: readonly TimedRun[]): readonly Column[] => [{ title: phrase('accuracy'), align: 'right' }, ...byRun(runs, (name) => [phrase('time, {name}', { name })])]

const markRows = (runs: readonly TimedRun[]): readonly (readonly string[])[] =>
  timesToMarks(runs).map(({ accuracy, seconds }) => [formatPercent(accuracy), ...seconds.map((time) => (time === null ? phrase('not reached') : formatDuration(time)))])

const epochsTable = (runs: readonly TimedRun[], output: Output): string => table(epochColumns(runs), epochRows(runs), { output })
const marksTable = (runs: readonly TimedRun[], output: Output): string => table(markColumns(runs), markRows(runs), { output })

export const epochsMarkdown = (runs: readonly TimedRun[]): string => markdownTable(epochColumns(runs), epochRows(runs))
export const marksMarkdown = (runs: readonly TimedRun[]): string => markdownTable(markColumns(runs), markRows(runs))
