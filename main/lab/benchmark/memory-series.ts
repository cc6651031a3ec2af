// Peak memory of training over batch sizes: the engine's processes beside those of peers.
import type { EngineLauncher } from '../engine-process/channel'
import { askEngine } from '../engine-process/single-question'
import { benchmarkedName } from './benchmark'
import type { BenchmarkSubject } from './benchmark-subject'
import type { Contender } from './contender'

/** Peak resident bytes of processes that do nothing but train. */
export interface PeakMemory {
  readonly model: string
  readonly batchSize: number
  readonly engineBytes: number
  /** The peer with the lowest peak; null without a peer. */
  readonly peer: { readonly name: string; readonly bytes: number } | null
}

/** Measures the engine and each contender once at the batch size of a spec: unlike speed, a peak hardly depends on what else the machine does. */
export async function peakMemory(launcher: EngineLauncher, subject: BenchmarkSubject, contenders: readonly Contender[]): Promise<PeakMemory> {
  const engine = await askEngine(launcher, 'benchmark', subject)
  const peers: { readonly name: string; readonly bytes: number }[] = []
  for (const { name, measure } of contenders) peers.push({ name, bytes: (await measure()).peakRssBytes })
  const [peer = null] = peers.sort((a, b) => a.bytes - b.bytes)
  return { model: benchmarkedName(subject.spec), batchSize: subject.spec.batchSize, engineBytes: engine.peakRssBytes, peer }
}
