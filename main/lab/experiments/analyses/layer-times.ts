// Time of every layer in training and in inference, measured beside what the roof of the device predicts.
import { arithmeticIntensity } from '@common/layers/arithmetic-intensity'
import { bytesOf } from '@common/layers/step-cost'
import { secondsOf, toldPasses } from '@common/roofline/prediction'
import { ridgeOf } from '@common/roofline/roof'
import { sum } from '@common/statistics/sum'
import { timedPasses, type TimedPass } from '@contract/benchmark/layer-times'
import type { LayerRow } from '@contract/models/network-analysis'
import { askEngine } from '../../engine-process/single-question'
import type { Analysis, AnalysisRow } from './analysis'
import type { AnalysisDeps } from './analysis-deps'
import { measuredPoints, type MeasuredPoint } from './measured-points'

/** Steps under the profiler, those that fill caches among them. */
const steps = 5
const usualSeconds = 3

export const timesOfLayers = (deps: AnalysisDeps): Analysis<'layer-times'> => ({
  points: (spec) =>
    measuredPoints(spec, deps, {
      steps,
      seconds: () => usualSeconds,
      measure: async (point) => {
        const { task, use, analysis, signal } = point
        const times = await askEngine(deps.launcher, 'layerTimes', { ...task, use }, { signal })
        const measured = new Map(times.layers.map(({ layer, pass, seconds: time }) => [`${layer} ${pass}`, time]))
        const passes = use === 'training' ? timedPasses : (['forward'] as const)
        const outside = { images: times.imagesSeconds, loss: times.lossSeconds, 'other operators': times.otherSeconds }
        return [
          ...analysis.rows.flatMap((row) => rowOf(point, row, passes.map((pass) => ({ pass, seconds: measured.get(`${row.name} ${pass}`) ?? 0 })), times.totalSeconds)),
          ...Object.entries(outside).map(([layer, time]) => ({ values: { layer, group: outsideGroup }, figures: { seconds: time, share: time / times.totalSeconds } })),
        ]
      },
    }),
})

/** The group of what belongs to no layer. */
const outsideGroup = 'outside'

interface PassSeconds {
  readonly pass: TimedPass
  readonly seconds: number
}

/** A figure of each pass, `forwardSeconds` and so on, and of all together; empty where the layer only gives another shape. */
function rowOf({ prediction, use }: MeasuredPoint, row: LayerRow, times: readonly PassSeconds[], total: number): AnalysisRow[] {
  const costs = times.flatMap(({ pass }) => toldPasses[pass].map((name) => row.passes[name]))
  const [seconds, flops, bytes] = [sum(times.map((time) => time.seconds)), sum(costs.map((cost) => cost.flops)), sum(costs.map(bytesOf))]
  if (flops === 0 && bytes === 0) return []
  const predicted = prediction?.time.layers.find(({ name }) => name === row.name)
  const predictedSeconds = predicted ? sum(times.map(({ pass }) => secondsOf(predicted, toldPasses[pass]))) : null
  return [
    {
      values: { layer: row.name, group: row.group },
      figures: {
        ...Object.fromEntries(times.map((time) => [`${time.pass}Seconds`, time.seconds])),
        seconds,
        share: seconds / total,
        predictedSeconds,
        predictedShare: prediction && predictedSeconds !== null ? predictedSeconds / prediction.time[use].seconds : null,
        flops,
        bytes,
        intensity: arithmeticIntensity(...costs),
        ridge: prediction ? ridgeOf(prediction.roof) : null,
      },
    },
  ]
}
