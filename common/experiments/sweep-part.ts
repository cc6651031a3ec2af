// The sweeps of experiments in few words: which runs, with which seeds.
import type { PartWork } from '@contract/experiments/experiment-record'
import type { Axis, AxisPath } from '@contract/sweeps/axis'
import type { ListedPoint } from '@contract/sweeps/strategy'
import { sweepVersion } from '@contract/sweeps/sweep-spec'
import { square, type RunSpec } from '@contract/training/run-spec'
import { listedAxes } from '../sweeps/listed-axes'

interface PartOptions {
  readonly title: string
  readonly base: RunSpec
  /** How many seeds: 0, 1, 2, ... */
  readonly seeds: number
}

/** Settings that are varied as one: images stay square. */
const along: Readonly<Partial<Record<AxisPath, readonly AxisPath[]>>> = { 'preprocessing.height': ['preprocessing.width'] }

const seedsUpTo = (count: number): number[] => Array.from({ length: count }, (_, seed) => seed)

/** A part that trains the points that are listed. */
export function listedPart({ title, base, seeds, points }: PartOptions & { readonly points: readonly ListedPoint[] }): PartWork {
  return { kind: 'sweep', sweep: { version: sweepVersion, title, base, axes: [...listedAxes(points, along)], strategy: { kind: 'list', points: [...points] }, seeds: seedsUpTo(seeds) } }
}

/** A part that trains every combination of values. */
export function gridPart({ title, base, seeds, axes }: PartOptions & { readonly axes: Readonly<Partial<Record<AxisPath, ListedPoint[string][]>>> }): PartWork {
  const listed = Object.entries(axes).map(([setting, values]): Axis => ({ setting: setting as AxisPath, along: [...(along[setting as AxisPath] ?? [])], values }))
  return { kind: 'sweep', sweep: { version: sweepVersion, title, base, axes: listed, strategy: { kind: 'grid' }, seeds: seedsUpTo(seeds) } }
}

/** A part that trains one setting, once with each seed. */
export const singlePart = (options: PartOptions): PartWork => gridPart({ ...options, axes: {} })

/** How much of the data is used, for how long, and at which size; what is left out stays. Null: all images. */
export interface Extent {
  readonly train?: number | null
  readonly test?: number | null
  readonly epochs?: number
  readonly batchSize?: number
  readonly learningRate?: number
  /** Edge of square images, in pixels. */
  readonly edge?: number
}

export function extended(spec: RunSpec, { train, test, epochs, batchSize, learningRate, edge }: Extent): RunSpec {
  return {
    ...spec,
    dataset: { ...spec.dataset, ...(train !== undefined && { limitTrain: train }), ...(test !== undefined && { limitTest: test }) },
    ...(epochs !== undefined && { epochs }),
    ...(batchSize !== undefined && { batchSize }),
    ...(learningRate !== undefined && { optimizer: { ...spec.optimizer, learningRate } }),
    ...(edge !== undefined && { preprocessing: square(edge) }),
  }
}

/** The base of a part's sweep in a plan; null where the plan has no such part, or the part trains nothing. */
export function baseOf(plan: Readonly<Record<string, PartWork>>, part: string): RunSpec | null {
  const work = plan[part]
  return work?.kind === 'sweep' ? work.sweep.base : null
}
