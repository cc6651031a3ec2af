// Every experiment: its sweeps are valid and can be run, its charts and columns name what there is, and its sentences follow from made-up results.
import type { ExperimentSize } from '@contract/experiments/experiment-names'
import { experimentNames, experimentSizes } from '@contract/experiments/experiment-names'
import type { ResultRow } from '@contract/experiments/result-row'
import { sweepSpecSchema, type SweepSpec } from '@contract/sweeps/sweep-spec'
import { describe, expect, it } from 'vitest'
import { hasTooMany, sweepPoints } from '../sweeps/points'
import { runOfPoint } from '../sweeps/point-spec'
import { plainFormats } from '../words/plain-format'
import type { Experiment } from './experiment'
import { experiments } from './experiments'
import { rowGroups } from './row-groups'
import { runColumns } from './run-columns'

const sweepsOf = ({ sizes }: Experiment, size: ExperimentSize): readonly (readonly [string, SweepSpec])[] =>
  Object.entries(sizes[size].plan).flatMap(([part, work]) => (work.kind === 'sweep' ? [[part, work.sweep] as const] : []))

/** Those whose parts are all sweeps: their sentences are about runs. */
const trained = experiments.filter((experiment) => Object.values(experiment.sizes.quick.plan).every(({ kind }) => kind === 'sweep'))

describe.each(experiments.map((experiment) => [experiment.name, experiment] as const))('%s', (_, experiment) => {
  it('has its question, its source and a note on each size', () => {
    const { question, source, approach, title, sizes } = experiment
    for (const text of [question, source, approach, title, ...experimentSizes.map((size) => sizes[size].note)]) expect(text.trim()).not.toBe('')
    expect(new Set(experiment.parts.map(({ name }) => name)).size).toBe(experiment.parts.length)
  })

  it.each(experimentSizes)('%s: plans work for its own parts alone, all of it possible', (size) => {
    const names = experiment.parts.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(Object.keys(experiment.sizes[size].plan)))
    for (const [part, sweep] of sweepsOf(experiment, size)) {
      expect(sweepSpecSchema.safeParse(sweep).error?.issues, part).toBeUndefined()
      expect(hasTooMany(sweep)).toBe(false)
      const faults = sweepPoints(sweep).flatMap((point) => runOfPoint(sweep, point, new Map()).fault ?? [])
      expect(faults, part).toEqual([])
    }
  })

  it('tells settings of the same part apart by their labels', () => {
    for (const size of experimentSizes) {
      for (const [part, sweep] of sweepsOf(experiment, size)) {
        const labels = rowGroups(experiment.parts, rowsOf(part, sweep, () => 0.5)).map(({ label }) => label)
        expect(new Set(labels).size, `${size} ${part}: ${labels.join(', ')}`).toBe(labels.length)
      }
    }
  })

  it('a larger size has at least the points of the smaller one where the rest of the set-up is the same', () => {
    for (const [smaller, larger] of [['quick', 'evening'], ['evening', 'full']] as const) {
      for (const [part, sweep] of sweepsOf(experiment, smaller)) {
        const other = sweepsOf(experiment, larger).find(([name]) => name === part)?.[1]
        if (!other || JSON.stringify(other.base) !== JSON.stringify(sweep.base)) continue
        expect(specsOf(other), `${part} of ${larger}`).toEqual(expect.arrayContaining(specsOf(sweep)))
      }
    }
  })

  it('draws and lists only what rows have', () => {
    const parts = new Set(experiment.parts.map(({ name }) => name))
    const known = new Set([...Object.keys(runColumns), ...experiment.columns.map(({ figure }) => figure), ...experiment.parts.flatMap((part) => (part.columns ?? []).map(({ figure }) => figure))])
    const axes = new Set(experimentSizes.flatMap((size) => sweepsOf(experiment, size).flatMap(([, sweep]) => sweep.axes.map(({ setting }) => setting as string))))
    const labels = new Set(experimentSizes.flatMap((size) => sweepsOf(experiment, size).flatMap(([part, sweep]) => rowGroups(experiment.parts, rowsOf(part, sweep, () => 0.5)).map(({ label }) => label))))
    for (const chart of experiment.charts) {
      for (const part of chart.parts ?? []) expect(parts, chart.title).toContain(part)
      if (!trained.includes(experiment)) continue
      if (chart.kind === 'figure') {
        expect(axes, chart.title).toContain(chart.x.of)
        if (chart.by !== undefined && chart.by !== 'part') expect(axes, chart.title).toContain(chart.by)
      }
      if (chart.kind === 'pareto') expect(known, chart.title).toContain(chart.x.of)
      if (chart.kind === 'figure' || chart.kind === 'pareto') expect(known, chart.title).toContain(chart.y.of)
      if (chart.kind === 'effects') {
        expect(known).toContain(chart.figure)
        expect(labels, chart.title).toContain(chart.baseline)
      }
    }
  })
})

it('stand in the order of the chapter, each once', () => {
  const names = experiments.map(({ name }) => name)
  expect(names).toEqual(experimentNames.filter((name) => names.includes(name)))
})

const specsOf = (sweep: SweepSpec): unknown[] => sweepPoints(sweep).map((point) => runOfPoint(sweep, point, new Map()).spec)

/** Finished rows of a part's points; `accuracyOf` a point by its place among them. */
function rowsOf(part: string, sweep: SweepSpec, accuracyOf: (place: number) => number): readonly ResultRow[] {
  const points = sweepPoints(sweep)
  return points.map(({ values, seed }, index) => {
    const place = Math.floor(index / sweep.seeds.length)
    const testAccuracy = accuracyOf(place) + 0.001 * (seed - 1)
    const trainAccuracy = Math.min(1, testAccuracy + 0.05)
    return {
      part, values, seed, run: `run-${index}`, point: index + 1, status: 'completed',
      figures: {
        testAccuracy, trainAccuracy, gap: trainAccuracy - testAccuracy, testLoss: 1 - testAccuracy, trainLoss: 1 - trainAccuracy, bestTestAccuracy: testAccuracy, accuracyAtEqualTime: testAccuracy,
        imagesPerSecond: 1000 * (place + 1) + seed, elapsedSeconds: 10, secondsPerEpoch: 1, peakRssBytes: 3e8 + place, predictedRssBytes: 3e8, parameters: 1000 + place, multiplyAdds: 1e6, epochs: 10, bestEpoch: 8, diverged: 0,
      },
    }
  })
}

/** All rows of the quick size; points of parts count on through the parts. */
function resultsOf(experiment: Experiment, accuracyOf: (place: number, part: string) => number): readonly ResultRow[] {
  let before = 0
  return sweepsOf(experiment, 'quick').flatMap(([part, sweep]) => {
    const rows = rowsOf(part, sweep, (place) => accuracyOf(before + place, part))
    before += rows.length / sweep.seeds.length
    return rows
  })
}

const said = (experiment: Experiment, results: readonly ResultRow[]): string => experiment.sentences(results, plainFormats, experiment.sizes.quick.plan).join('\n')

describe.each(trained.map((experiment) => [experiment.name, experiment] as const))('sentences of %s', (_, experiment) => {
  const [rising, falling, level] = [
    resultsOf(experiment, (place) => 0.4 + 0.02 * place),
    resultsOf(experiment, (place) => 0.9 - 0.02 * place),
    resultsOf(experiment, () => 0.8),
  ]

  it('two to four, of a clear effect and of the reversed one, which are not the same', () => {
    for (const results of [rising, falling]) {
      const sentences = experiment.sentences(results, plainFormats, experiment.sizes.quick.plan)
      expect(sentences.length).toBeGreaterThanOrEqual(2)
      expect(sentences.length).toBeLessThanOrEqual(4)
      for (const sentence of sentences) expect(sentence).toMatch(/^[“A-Z].*[^.]\.$/)
    }
    expect(said(experiment, rising)).not.toBe(said(experiment, falling))
  })

  it('claim no difference of accuracies where there is none', () => {
    expect(said(experiment, level)).not.toMatch(/test accuracy of .* percentage points (above|below) that of|It is (higher|lower) for|(rises|falls) from [\d.]+ %/)
    expect(said(experiment, level)).toMatch(/cannot be told|gap/)
  })

  it('claim none from one seed', () => {
    const ofOneSeed = rising.filter(({ seed }) => seed === 0)
    expect(said(experiment, ofOneSeed)).not.toMatch(/percentage points (above|below) that of|It is (higher|lower) for|(rises|falls) from [\d.]+ %|has opened/)
  })

  it('speak of what is there alone: nothing at the beginning, some in the middle, failed points left out', () => {
    expect(experiment.sentences([], plainFormats, experiment.sizes.quick.plan)).toEqual([])
    const half = rising.map((row, index): ResultRow => (index < rising.length / 2 ? row : { ...row, status: 'waiting', figures: {} }))
    const failed = half.map((row): ResultRow => (row.status === 'waiting' ? { ...row, status: 'failed', figures: { testAccuracy: 0.1 } } : row))
    expect(said(experiment, failed)).toBe(said(experiment, half))
    expect(said(experiment, half)).not.toMatch(/NaN|undefined|null|Infinity/)
  })
})
