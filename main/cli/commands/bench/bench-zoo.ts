// `cnn-lab bench --all`: the table of the zoo, each network beside its peers at the batch sizes that suit it.
import { formatBytes, formatRate } from '@common/words/plain-format'
import { problemSentence } from '@common/words/problem-sentence'
import { titled } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import type { BenchmarkResult, MeasuredPeer, StepMeasurement } from '@contract/benchmark/benchmark'
import { toProblem, type Problem } from '@contract/problem'
import { deviceChoiceSchema } from '@contract/devices/devices'
import { modelNames } from '@contract/models/zoo'
import { benchmarkedName } from '../../../lab/benchmark/benchmark'
import { zooSpecs } from '../../../lab/benchmark/zoo-cases'
import { choiceOf } from '../../flags/choice'
import { say, sayJson, sayOnOneLine, withLab, type CommandContext, type Output } from '../../terminal/command-context'
import { table, type Column } from '../../terminal/table'
import { caseTitle, newsLine } from '../bench'
import { assertWithout, peersOf, roundsOf, type BenchFlags } from './bench-flags'
import { conditionsLine } from './conditions-line'
import { FoundPeers } from './found-peers'
import { markdownTable } from './markdown-table'

/** A row of the table: what was measured, or why nothing was. */
export type ZooRow = BenchmarkResult | { readonly model: string; readonly batchSize: number; readonly problem: Problem }

/** Measures the zoo; `--json`: the conditions, then an object for each case as soon as it is measured. */
export async function benchZoo(flags: BenchFlags, context: CommandContext): Promise<void> {
  assertWithout(flags, '--all', ['batchSize', 'preset', 'epochs', 'convolution', 'precision', 'limitTrain', 'limitTest'])
  const [rounds, peerNames] = [roundsOf(flags), peersOf(flags)]
  const device = choiceOf(String(flags.device ?? 'cpu'), deviceChoiceSchema.options, '--device')
  const models = flags.model?.split(',').map((name) => choiceOf(name.trim(), modelNames, '--model')) ?? modelNames
  const specs = zooSpecs(flags.quick ?? false).filter((spec) => models.some((model) => model === benchmarkedName(spec)))
  const { stdout, stderr } = context
  await withLab(context, async (lab) => {
    if (await lab.runs.isBusyElsewhere()) say(stderr, phrase('Another window or terminal of the lab is training; everything measured now is too slow.'))
    const found = await FoundPeers.find(peerNames, stderr)
    const conditions = await lab.benchmarks.conditions(found.peers, device)
    if (flags.json) sayJson(stdout, { conditions })
    const rows: ZooRow[] = []
    const ending = new AbortController()
    context.onInterrupt(() => {
      ending.abort()
      say(stderr, phrase('Ending after this network; what is measured by then is told.'))
    })
    for (const spec of specs) {
      if (ending.signal.aborted) break
      const [model, { batchSize }] = [benchmarkedName(spec), spec]
      const title = caseTitle(model, batchSize)
      const row: ZooRow = await lab.benchmarks
        .benchmark({ ...spec, device }, {
          rounds,
          details: false,
          peers: (on) => found.contenders(spec, on, title),
          tell: (news) => {
            say(stderr, newsLine(title, rounds, news))
          },
        })
        .catch((error: unknown) => ({ model, batchSize, problem: toProblem(error) })) // the others are measured all the same
      if ('problem' in row) sayOnOneLine(stderr, titled(title, problemSentence(row.problem)))
      if (flags.json) sayJson(stdout, row)
      rows.push(row)
    }
    if (flags.json) return
    const words = phrase(rounds === 1 ? 'Median of {rounds} round, the contenders in turns. {conditions}.' : 'Median of {rounds} rounds, the contenders in turns. {conditions}.', { rounds, conditions: conditionsLine(conditions) })
    say(stdout, flags.markdown ? [zooMarkdown(rows), '', words].join('\n') : [zooTable(rows, stdout), '', words].join('\n'))
  })
}

const measured = [
  { title: phrase('images/s'), align: 'right' },
  { title: phrase('peak memory'), align: 'right' },
] as const

const columns: readonly Column[] = [
  { title: phrase('network') },
  { title: phrase('batch'), align: 'right' },
  ...measured,
  { title: phrase('by the built-in ways'), align: 'right' },
  { title: phrase('ratio'), align: 'right' },
  { title: phrase('to § whom the ratio compares with') },
  ...measured,
]

/** The lines of a row, with the speed without the measured plan where that plan has other ways than the built-in ones: one for each framework that it is compared with. */
function cells(row: ZooRow): readonly (readonly string[])[] {
  const { model, batchSize } = row
  if ('problem' in row) return [[model, String(batchSize), '', '', '', '', problemSentence(row.problem), '', '']]
  const figures = ({ imagesPerSecond, peakRssBytes }: StepMeasurement): readonly string[] => [formatRate(imagesPerSecond), formatBytes(peakRssBytes)]
  const { engine, peers, plan } = row
  const byDefault = plan?.byDefault ? phrase('{rate} images/s', { rate: formatRate(plan.byDefault.imagesPerSecond) }) : ''
  const beginning = [model, String(batchSize), ...figures(engine), byDefault]
  const compared = fastestWays(peers).map((peer) => [...beginning, (engine.imagesPerSecond / peer.imagesPerSecond).toFixed(2), peer.name, ...figures(peer)])
  return compared.length > 0 ? compared : [[...beginning, '', phrase('none'), '', '']]
}

/** Of each framework the fastest of its ways, which is the first of them. */
function fastestWays(peers: readonly MeasuredPeer[]): readonly MeasuredPeer[] {
  const frameworkOf = ({ name }: MeasuredPeer): string => name.split(',')[0] ?? name
  return peers.filter((peer, index) => peers.findIndex((other) => frameworkOf(other) === frameworkOf(peer)) === index)
}

export const zooTable = (rows: readonly ZooRow[], output?: Output): string => table(columns, rows.flatMap(cells), { output })

export const zooMarkdown = (rows: readonly ZooRow[]): string => markdownTable(columns, rows.flatMap(cells))
