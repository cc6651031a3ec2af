// `cnn-lab bench`: how fast the engine trains, how much memory it takes, where its time goes, and how PyTorch compares.
import { formatByteRate, formatBytes, formatFlopRate, formatPercent, formatRate, formatStepTime } from '@common/words/plain-format'
import { titled } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import type { BenchmarkResult } from '@contract/benchmark/benchmark'
import type { RunSpec } from '@contract/training/run-spec'
import { benchmarkedName, type BenchmarkNews } from '../../lab/benchmark/benchmark'
import { asksLab, networkOfLab } from '../flags/lab-network'
import { specFromFlags } from '../flags/spec-from-flags'
import { say, sayJson, withLab, type CommandContext, type Output } from '../terminal/command-context'
import { table, type Column } from '../terminal/table'
import { UsageError } from '../flags/usage-error'
import { assertWithout, peersOf, roundsOf, type BenchFlags } from './bench/bench-flags'
import { FoundPeers } from './bench/found-peers'

/** Smaller shares of a step are summed up. */
const smallestShare = 0.02

/** Benchmarks the book's networks, or the one asked for; `--json`: an object for each as soon as it is measured. */
export async function bench(flags: BenchFlags, context: CommandContext): Promise<void> {
  assertWithout(flags, phrase('this form of bench'), ['quick', 'preset', 'epochs', 'markdown'])
  const known = asksLab(flags) ? null : specsOf(flags)
  const [rounds, peerNames] = [roundsOf(flags), peersOf(flags)]
  const { stdout, stderr } = context
  await withLab(context, async (lab) => {
    if (await lab.runs.isBusyElsewhere()) say(stderr, phrase('Another window or terminal of the lab is training; everything measured now is too slow.'))
    const specs = known ?? [specFromFlags(flags, await networkOfLab(lab, flags))]
    const found = await FoundPeers.find(peerNames, stderr)
    const results: BenchmarkResult[] = []
    for (const spec of specs) {
      const title = caseTitle(benchmarkedName(spec), spec.batchSize)
      const result = await lab.benchmarks.benchmark(spec, {
        rounds,
        peers: (device) => found.contenders(spec, device, title),
        tell: (news) => {
          say(stderr, newsLine(title, rounds, news))
        },
      })
      if (flags.json) sayJson(stdout, result)
      results.push(result)
    }
    if (!flags.json) say(stdout, benchmarkText(results, stdout))
  })
}

/** The table for people, and below it where the time of each network's steps goes. */
export function benchmarkText(results: readonly BenchmarkResult[], output?: Output): string {
  const measured = [
    { title: phrase('images/s'), align: 'right' },
    { title: phrase('ms/step'), align: 'right' },
    { title: phrase('peak memory'), align: 'right' },
  ] as const
  const columns: readonly Column[] = [
    { title: phrase('network') },
    { title: phrase('device') },
    { title: phrase('batch'), align: 'right' },
    ...measured,
    ...(results.some(({ peer }) => peer) ? ([{ title: phrase('ratio'), align: 'right' }, { title: phrase('to § whom the ratio compares with') }, ...measured] as const) : []),
  ]
  const figures = ({ imagesPerSecond, stepSeconds, peakRssBytes }: BenchmarkResult['engine']) => [
    formatRate(imagesPerSecond),
    formatRate(stepSeconds * 1000),
    formatBytes(peakRssBytes),
  ]
  const rows = results.map(({ model, device, batchSize, engine, peer, ratio }) => {
    const compared = peer && ratio !== null ? [ratio.toFixed(2), peer.name, ...figures(peer)] : ['', phrase('no peer'), '', '', '']
    return [model, device, String(batchSize), ...figures(engine), ...compared].slice(0, columns.length)
  })
  const shares = results.map(({ model, batchSize, operators }) => titled(caseTitle(model, batchSize), sharesText(operators)))
  const splits = results.flatMap(({ model, batchSize, engine }) => splitText(engine).map((text) => titled(caseTitle(model, batchSize), text)))
  const predictions = results.flatMap((result) => predictionText(result).map((text) => titled(caseTitle(result.model, result.batchSize), text)))
  const plans = results.flatMap((result) => planLines(result))
  return [table(columns, rows, { output }), '', ...(plans.length > 0 ? [phrase('By the plan that was measured for each network:'), ...plans, ''] : []), ...(predictions.length > 0 ? [phrase('Predicted by the roofline of the operators in a step:'), ...predictions, ''] : []), phrase('Where the time of a step goes:'), ...splits, '', phrase('Shares of the operators in it:'), ...shares].join('\n')
}

/** The gain of a plan, and below it the places that it changes. */
function planLines({ model, batchSize, engine, plan }: BenchmarkResult): string[] {
  if (!plan) return []
  const { byDefault, places } = plan
  if (!byDefault) return [phrase('{network}: the built-in ways; none was measured to be slower than another', { network: caseTitle(model, batchSize) })]
  const gain = (engine.imagesPerSecond / byDefault.imagesPerSecond).toFixed(2)
  return [
    phrase('{network}: {rate} images/s, {gain} times the {builtInRate} by the built-in ways', { network: caseTitle(model, batchSize), rate: formatRate(engine.imagesPerSecond), gain, builtInRate: formatRate(byDefault.imagesPerSecond) }),
    ...places.flatMap(({ place, count, ways, builtIn, seconds, builtInSeconds }) => {
      const changed = Object.entries(ways).flatMap(([pass, way]) => (builtIn[pass] === way ? [] : [phrase('{pass} by {way} instead of {builtIn}', { pass, way, builtIn: builtIn[pass] ?? phrase('nothing') })]))
      const times = count === 1 ? '' : phrase(', {count} times in the network', { count })
      return changed.length === 0 ? [] : [`  ${titled(`${place}${times}`, phrase('{changes}; {time} instead of {builtInTime}', { changes: changed.join(phrase(', ')), time: formatStepTime(seconds), builtInTime: formatStepTime(builtInSeconds) }))}`]
    }),
  ]
}

/** `8.94 ms at 104 GFLOP/s and 9.43 GB/s; measured: 1.21 times that` */
function predictionText({ prediction, engine }: BenchmarkResult): string[] {
  if (!prediction) return []
  const { roof, stepSeconds } = prediction
  return [phrase('{time} at {arithmetic} and {bandwidth}; measured: {ratio} times that', { time: formatStepTime(stepSeconds), arithmetic: formatFlopRate(roof.flopsPerSecond), bandwidth: formatByteRate(roof.bytesPerSecond), ratio: (engine.stepSeconds / stepSeconds).toFixed(2) })]
}

/** `upload 0.1 ms, compute 9.5 ms, read-back 0.2 ms, outside ONNX Runtime 0.2 ms (2.0 %); 1.2 GB on the GPU` */
function splitText({ split, stepSeconds, deviceBytes }: BenchmarkResult['engine']): string[] {
  if (!split) return []
  const milliseconds = (seconds: number): string => `${(seconds * 1000).toFixed(2)} ms`
  const parts = [
    phrase('upload {time}', { time: milliseconds(split.upload) }),
    phrase('compute {time}', { time: milliseconds(split.compute) }),
    phrase('read-back {time}', { time: milliseconds(split.readBack) }),
    phrase('outside ONNX Runtime {time} ({share})', { time: milliseconds(split.outside), share: formatPercent(split.outside / stepSeconds) }),
  ]
  return [parts.join(phrase(', ')) + (deviceBytes === null ? '' : phrase('; {memory} held on the device as counted by the engine, without the intermediate results of a step', { memory: formatBytes(deviceBytes) }))]
}

/** `Conv 50.1 %, Gemm 30.4 %, all others 19.5 %` */
function sharesText(operators: BenchmarkResult['operators']): string {
  const large = operators.filter(({ share }) => share >= smallestShare)
  const rest = operators.filter(({ share }) => share < smallestShare).reduce((sum, { share }) => sum + share, 0)
  return [...large, ...(rest > 0 ? [{ operator: phrase('all others'), share: rest }] : [])].map(({ operator, share }) => `${operator} ${formatPercent(share)}`).join(phrase(', '))
}

/** `alexnet at batch 32, round 1 of 3: CNN Lab, 52.4 images/s, 1.43 GB` */
export function newsLine(title: string, rounds: number, { contender, round, measurement: { imagesPerSecond, peakRssBytes } }: BenchmarkNews): string {
  return phrase('{network}, round {round} of {rounds}: {contender}, {rate} images/s, {memory}', { network: title, round, rounds, contender, rate: formatRate(imagesPerSecond), memory: formatBytes(peakRssBytes) })
}

export function caseTitle(model: string, batchSize: number): string {
  return phrase('{network} at batch {batchSize}', { network: model, batchSize })
}

/** The network that the flags name, else the book's. */
function specsOf(flags: BenchFlags): readonly RunSpec[] {
  if (flags.model !== undefined) return [specFromFlags(flags)]
  if (flags.batchSize !== undefined) throw new UsageError(phrase('--batch-size needs --model.'))
  return ([['lenet', '256'], ['alexnet', '32'], ['alexnet', '128']] as const).map(([model, batchSize]) => specFromFlags({ ...flags, model, batchSize }))
}
