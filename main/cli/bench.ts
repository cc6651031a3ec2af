// `cnn-lab bench`: how fast the engine trains, how much memory it takes, where its time goes, and how PyTorch compares.
import type { BenchmarkResult } from '@contract/benchmark'
import { defaultSpec, type RunSpec } from '@contract/run-spec'
import { PyTorch, pythonCommand } from '../lab/benchmark/pytorch'
import { bytes, percent, rate } from '../lab/reports/wording'
import { numberOf } from './number-flag'
import { specFromFlags } from './spec-from-flags'
import { say, sayJson, withLab, type Surroundings } from './surroundings'
import { table, type Column } from './table'
import { UsageError } from './usage-error'

export interface BenchFlags {
  readonly model?: string
  readonly batchSize?: string
  readonly rounds?: string
  readonly json?: boolean
}

const maxRounds = 100

/** Smaller shares of a step are summed up. */
const smallestShare = 0.02

/** Benchmarks the book's networks, or the one asked for; `--json`: an object for each as soon as it is measured. */
export async function bench(flags: BenchFlags, surroundings: Surroundings): Promise<void> {
  const specs = specsOf(flags)
  const rounds = roundsOf(flags.rounds)
  const { stdout, stderr } = surroundings
  await withLab(surroundings, async (lab) => {
    if (lab.isBusyElsewhere) say(stderr, 'Another window or terminal of the lab is training; everything measured now is too slow.')
    const pyTorch = await PyTorch.find(pythonCommand())
    if (!pyTorch) say(stderr, `PyTorch cannot be imported by ${pythonCommand()} (CNN_LAB_PYTHON names another Python), so only CNN Lab is measured.`)
    const results: BenchmarkResult[] = []
    for (const spec of specs) {
      const title = caseTitle(spec.network.model, spec.batchSize)
      const peers = pyTorch?.contenders(spec) ?? []
      if (pyTorch && peers.length === 0) say(stderr, `${title}: there is no such network to measure in PyTorch.`)
      const result = await lab.benchmark(spec, {
        rounds,
        peers,
        tell: ({ contender, round, measurement: { imagesPerSecond, peakRssBytes } }) => {
          say(stderr, `${title}, round ${round} of ${rounds}: ${contender}, ${rate(imagesPerSecond)} images/s, ${bytes(peakRssBytes)}`)
        },
      })
      if (flags.json) sayJson(stdout, result)
      results.push(result)
    }
    if (!flags.json) say(stdout, benchmarkText(results))
  })
}

/** The table for people, and below it where the time of each network's steps goes. */
export function benchmarkText(results: readonly BenchmarkResult[]): string {
  const measured = [
    { title: 'images/s', align: 'right' },
    { title: 'ms/step', align: 'right' },
    { title: 'peak memory', align: 'right' },
  ] as const
  const columns: readonly Column[] = [
    { title: 'network' },
    { title: 'batch', align: 'right' },
    ...measured,
    ...(results.some(({ peer }) => peer) ? ([{ title: 'ratio', align: 'right' }, { title: 'to' }, ...measured] as const) : []),
  ]
  const figures = ({ imagesPerSecond, stepSeconds, peakRssBytes }: BenchmarkResult['engine']) => [
    rate(imagesPerSecond),
    rate(stepSeconds * 1000),
    bytes(peakRssBytes),
  ]
  const rows = results.map(({ model, batchSize, engine, peer, ratio }) => {
    const compared = peer && ratio !== null ? [ratio.toFixed(2), peer.name, ...figures(peer)] : ['', 'no peer', '', '', '']
    return [model, String(batchSize), ...figures(engine), ...compared].slice(0, columns.length)
  })
  const shares = results.map(({ model, batchSize, operators }) => `${caseTitle(model, batchSize)}: ${sharesText(operators)}`)
  return [table(columns, rows), '', 'Shares of the time of a step:', ...shares].join('\n')
}

/** `Conv 50.1 %, Gemm 30.4 %, all others 19.5 %` */
function sharesText(operators: BenchmarkResult['operators']): string {
  const large = operators.filter(({ share }) => share >= smallestShare)
  const rest = operators.filter(({ share }) => share < smallestShare).reduce((sum, { share }) => sum + share, 0)
  return [...large, ...(rest > 0 ? [{ operator: 'all others', share: rest }] : [])].map(({ operator, share }) => `${operator} ${percent(share)}`).join(', ')
}

function caseTitle(model: string, batchSize: number): string {
  return `${model} at batch ${batchSize}`
}

/** The network that the flags name, else the book's. */
function specsOf({ model, batchSize }: BenchFlags): readonly RunSpec[] {
  if (model !== undefined) return [specFromFlags({ model, ...(batchSize !== undefined && { batchSize }) })]
  if (batchSize !== undefined) throw new UsageError('--batch-size needs --model.')
  return [
    { ...defaultSpec('lenet'), batchSize: 256 },
    { ...defaultSpec('alexnet'), batchSize: 32 },
    { ...defaultSpec('alexnet'), batchSize: 128 },
  ]
}

function roundsOf(text: string | undefined): number {
  const rounds = numberOf(text, '--rounds') ?? 3
  if (Number.isInteger(rounds) && rounds >= 1 && rounds <= maxRounds) return rounds
  throw new UsageError(`--rounds must be a whole number from 1 to ${maxRounds}.`)
}
