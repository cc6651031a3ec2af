// What the points of a sweep cost: one estimate for all points whose steps cost the same.
import { sum } from '@common/statistics/sum'
import { rungEpochs } from '@common/sweeps/asha'
import { runOfPoint, type SweepNetworks } from '@common/sweeps/point-spec'
import { sweepPoints, type PointValues } from '@common/sweeps/points'
import { stepCostOf } from '@common/words/spec-words'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import type { PointFault, SweepEstimate } from '@contract/sweeps/sweep-estimate'
import type { SweepSpec } from '@contract/sweeps/sweep-spec'
import type { Estimate } from '@contract/training/estimate'
import type { RunSpec } from '@contract/training/run-spec'
import { settingPaths } from '@contract/training/settings/table'
import { setImmediate } from 'node:timers/promises'
import { nothingKnown, type FindKnownRun } from './known-run'

/** Kinds of runs that are estimated; of a sweep with more, the others count as unknown, so that the answer comes within seconds. */
const mostKinds = 200

/** Points whose runs are made before other work of the process has its turn: some milliseconds. */
export const pointsAtOnce = 50

/** Faults that an estimate lists. */
const mostFaults = 100

/** The cost of a point, or why it is not known, or why the point cannot be trained. */
export interface PointCost {
  readonly estimate: Estimate | null
  readonly unknown: string | null
  readonly fault: string | null
}

export interface CostDeps {
  readonly networks: SweepNetworks
  /** @throws LabError where the network cannot be built for these images, or the device cannot be used */
  readonly estimate: (spec: RunSpec) => Promise<Estimate>
}

/** The cost of each point, in their order. */
export async function pointCosts(spec: SweepSpec, points: readonly PointValues[], { networks, estimate }: CostDeps): Promise<readonly PointCost[]> {
  const byKind = new Map<string, PointCost>()
  const costs: PointCost[] = []
  for (const [index, point] of points.entries()) {
    if (index % pointsAtOnce === 0) await setImmediate()
    const run = runOfPoint(spec, point, networks)
    if (!run.spec) {
      costs.push({ estimate: null, unknown: null, fault: run.fault })
      continue
    }
    const kind = kindOf(run.spec)
    const known = byKind.get(kind)
    const cost = known ?? (byKind.size < mostKinds ? await costOf(run.spec, estimate) : tooManyKinds)
    if (byKind.size < mostKinds) byKind.set(kind, cost)
    costs.push(cost)
  }
  return costs
}

const tooManyKinds: PointCost = { estimate: null, unknown: phrase('only {count} kinds of runs are estimated', { count: mostKinds }), fault: null }

async function costOf(spec: RunSpec, estimate: CostDeps['estimate']): Promise<PointCost> {
  try {
    return { estimate: await estimate(spec), unknown: null, fault: null }
  } catch (error) {
    if (!(error instanceof LabError)) throw error
    // A device that is missing here may be there where the point is trained; a network that cannot be built can be built nowhere.
    const isElsewhere = error.code.startsWith('device/') || error.code.startsWith('engine/')
    return isElsewhere ? { estimate: null, unknown: error.message, fault: null } : { estimate: null, unknown: null, fault: error.message }
  }
}

/** In place of how first weights are drawn, which costs nothing. */
const drawn = { initializer: '', initializerScale: 1 }

/** The same text for runs whose steps, number of steps and memory are the same. */
function kindOf(spec: RunSpec): string {
  const { network, dataset, preprocessing, batchSize, epochs, device } = spec
  const ofNetwork = network.kind === 'zoo' ? { ...network, ...drawn, dropout: network.dropout > 0 } : { ...network, ...drawn }
  return JSON.stringify([ofNetwork, dataset, preprocessing, batchSize, epochs, device, settingPaths.map((path) => stepCostOf(path, spec))])
}

/** The cost of a sweep without what is known already. */
export interface RestEstimate {
  readonly estimate: SweepEstimate
  /** Points of which nothing is left to train; they do not count in the estimate. */
  readonly known: number
}

/** The expected cost of a sweep, without what is known already of a run. */
export async function estimateOf(spec: SweepSpec, { known: find, ...deps }: CostDeps & { readonly known: FindKnownRun }): Promise<RestEstimate> {
  const all = sweepPoints(spec).map((point, index) => {
    const wanted = find === nothingKnown ? null : runOfPoint(spec, point, deps.networks).spec
    return { ...point, number: index + 1, left: 1 - (wanted ? (find(wanted)?.doneShare ?? 0) : 0) }
  })
  const points = all.filter(({ left }) => left > 0)
  const costs = await pointCosts(spec, points, deps)
  const faults = costs.flatMap(({ fault }, index): readonly PointFault[] => (fault === null ? [] : [{ number: points[index]?.number ?? 0, reason: fault }]))
  const unknown = costs.flatMap((cost) => cost.unknown ?? [])
  const known = costs.flatMap(({ estimate }) => estimate ?? [])
  const [reason] = unknown
  const onGpu = known.flatMap(({ deviceBytes }) => deviceBytes ?? [])
  const seconds = sum(costs.map((cost, index) => (cost.estimate?.seconds ?? 0) * (points[index]?.left ?? 1)))
  const estimate: SweepEstimate = {
    points: points.length,
    faults: faults.slice(0, mostFaults),
    faultCount: faults.length,
    seconds: seconds * shareTrained(spec, points.length) + sum(known.map(({ overheadSeconds }) => overheadSeconds)) * startsOfPoint(spec, points.length),
    memoryBytes: Math.max(0, ...known.map(({ memoryBytes }) => memoryBytes)),
    deviceBytes: onGpu.length === 0 ? null : Math.max(...onGpu),
    unknown: reason === undefined ? null : { points: unknown.length, reason },
    basis: known.every(({ basis }) => basis === 'measured') ? 'measured' : 'predicted',
  }
  return { estimate, known: all.length - points.length }
}

/** The share of all epochs of all points that a sweep trains, about: with successive halving each rung keeps one in so many. */
export function shareTrained({ strategy, base }: Pick<SweepSpec, 'strategy' | 'base'>, points: number): number {
  if (strategy.kind !== 'asha' || points === 0) return 1
  const rungs = rungEpochs(strategy, base.epochs)
  let trained = 0
  let before = 0
  for (const [rung, epochs] of rungs.entries()) {
    trained += Math.floor(points / strategy.reduction ** rung) * (epochs - before)
    before = epochs
  }
  return trained / (points * base.epochs)
}

/** How often a point is begun or gone on with, on average: with successive halving once for each rung that it reaches. */
export function startsOfPoint({ strategy, base }: Pick<SweepSpec, 'strategy' | 'base'>, points: number): number {
  if (strategy.kind !== 'asha' || points === 0) return 1
  return sum(rungEpochs(strategy, base.epochs).map((_, rung) => Math.floor(points / strategy.reduction ** rung))) / points
}
